package dev.natsmesh.deployment.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.codec.Takes;

/** Knows which forms of bodies an application has, and which types they are for. */
final class BodyForms {

    static final DotName CONTENT_TYPE = DotName.createSimple(ContentType.class);
    static final String JSON = "application/json";
    static final String CBOR = "application/cbor";

    private static final DotName BODY_FORMAT = DotName.createSimple(BodyFormat.class);
    private static final DotName TAKES = DotName.createSimple(Takes.class);
    private static final DotName BUFFER = DotName.createSimple("io.vertx.core.buffer.Buffer");
    private static final String OCTETS = "application/octet-stream";
    private static final String PROTOBUF = "application/protobuf";
    private static final String PLAIN_TEXT = "text/plain";
    /** The grammar of RFC 9110, without parameters. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$%&'*+.^`|~-]+/[\\w!#$%&'*+.^`|~-]+");

    /**
     * A format of the application.
     *
     * @param contentType what its bodies are, {@code null} if it doesn't say it
     * @param taken the types that are of this form unasked
     */
    private record OwnFormat(DotName name, String contentType, List<DotName> taken) {

        boolean isAskedFor(String asked) {
            return taken.isEmpty() && asked.equalsIgnoreCase(contentType);
        }
    }

    private final IndexView index;
    private final IndexView libraries;
    private final ProtobufTypes protobuf;
    private final boolean hasCbor;
    private final JacksonTypes jackson;
    private final List<OwnFormat> formats;

    /**
     * @param index the application
     * @param libraries the application and what it needs
     * @param hasCbor whether Jackson's data format for CBOR is there
     */
    BodyForms(IndexView index, IndexView libraries, boolean hasCbor) {
        this.index = index;
        this.libraries = libraries;
        this.protobuf = new ProtobufTypes(libraries);
        this.hasCbor = hasCbor;
        this.jackson = new JacksonTypes(index, libraries);
        this.formats = index.getAllKnownImplementations(BODY_FORMAT).stream()
                .filter(type -> !type.isInterface() && !type.isAbstract()).sorted(Comparator.comparing(ClassInfo::name))
                .map(this::format).toList();
    }

    private OwnFormat format(ClassInfo type) {
        return new OwnFormat(type.name(), inherited(type, CONTENT_TYPE).map(AnnotationValue::asString).orElse(null),
                inherited(type, TAKES).map(value -> Stream.of(value.asClassArray()).map(Type::name).toList())
                        .orElse(List.of()));
    }

    private Optional<AnnotationValue> inherited(ClassInfo type, DotName annotation) {
        for (ClassInfo each = type; each != null; each = each.superName() == null
                ? null
                : index.getClassByName(each.superName())) {
            AnnotationInstance declared = each.declaredAnnotation(annotation);
            if (declared != null) {
                return Optional.of(declared.value());
            }
        }
        return Optional.empty();
    }

    /** The content type of bodies whose types have no form of their own. */
    static String asked(Contract contract, ContractMethod method) {
        return asked(method.info().declaredAnnotation(CONTENT_TYPE), contract.type().declaredAnnotation(CONTENT_TYPE));
    }

    /** The same for a method that gets events. */
    static String asked(ContractMethod method) {
        return asked(method.info().declaredAnnotation(CONTENT_TYPE));
    }

    private static String asked(AnnotationInstance... nearestFirst) {
        return Stream.of(nearestFirst).filter(Objects::nonNull).map(AnnotationInstance::value).map(AnnotationValue::asString)
                .findFirst().orElse(JSON);
    }

    /** What is wrong with the application's formats. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<String, OwnFormat> byContentType = new HashMap<>();
        Map<DotName, OwnFormat> byType = new HashMap<>();
        for (OwnFormat format : formats) {
            if (format.contentType == null) {
                problems.add("%s is a BodyFormat; expected @ContentType on it, which says what its bodies are, as in"
                        .formatted(format.name) + " @ContentType(\"text/csv\")");
            } else if (!MEDIA_TYPE.matcher(format.contentType).matches()) {
                problems.add("@ContentType(\"%s\") on %s: expected a media type without parameters, as in text/csv"
                        .formatted(format.contentType, format.name));
            } else if (format.isAskedFor(JSON)) {
                problems.add("%s is for %s of all types; expected @Takes with those that it is for".formatted(format.name,
                        JSON));
            } else if (format.taken.isEmpty()) {
                OwnFormat other = byContentType.putIfAbsent(format.contentType.toLowerCase(), format);
                if (other != null) {
                    problems.add("%s and %s are both for %s; expected one format".formatted(other.name, format.name,
                            format.contentType));
                }
            }
            for (DotName type : format.taken) {
                OwnFormat other = byType.putIfAbsent(type, format);
                if (other != null) {
                    problems.add("%s is taken by %s and by %s; expected one format".formatted(type, other.name, format.name));
                }
            }
        }
        return problems;
    }

    /** Why nobody can ask for this content type, empty if it can be asked for. */
    Optional<String> refusal(String asked) {
        if (asked.equalsIgnoreCase(CBOR) && !hasCbor && formats.stream().noneMatch(format -> format.isAskedFor(asked))) {
            return Optional.of("the dependency com.fasterxml.jackson.dataformat:jackson-dataformat-cbor, which writes it");
        }
        return known().anyMatch(asked::equalsIgnoreCase)
                ? Optional.empty()
                : Optional.of(known().distinct().sorted().collect(Collectors.joining(", ", "one of ",
                        ", or a BodyFormat with that @ContentType")));
    }

    private Stream<String> known() {
        return Stream.concat(Stream.of(JSON, CBOR, PLAIN_TEXT, OCTETS, PROTOBUF),
                formats.stream().map(OwnFormat::contentType).filter(contentType -> contentType != null));
    }

    /** The content type of what the type itself decides on, empty if that is left to the contract. */
    Optional<String> ownContentType(Type type) {
        Optional<String> own = format(type).map(OwnFormat::contentType);
        if (own.isPresent()) {
            return own;
        }
        if (type.name().equals(BUFFER) || type.kind() == Type.Kind.ARRAY && type.name().toString().equals("[B")) {
            return Optional.of(OCTETS);
        }
        return protobuf.isMessage(type) ? Optional.of(PROTOBUF) : Optional.empty();
    }

    /** The format of the application that takes the type unasked. */
    Optional<DotName> formatOf(Type type) {
        return format(type).map(OwnFormat::name);
    }

    private Optional<OwnFormat> format(Type type) {
        ClassInfo known = formats.isEmpty() ? null : libraries.getClassByName(type.name());
        Set<DotName> types = known == null ? Set.of(type.name()) : MeshScanner.supertypes(libraries, known);
        return formats.stream().filter(format -> format.contentType != null && format.taken.stream().anyMatch(types::contains))
                .findFirst();
    }

    /** Whether the content type is for several parameters. */
    boolean isForSeveral(String asked) {
        return asked.equalsIgnoreCase(JSON) || asked.equalsIgnoreCase(CBOR);
    }

    /** What was expected of a type that is to have such a body; empty if it can have it. */
    Optional<String> expected(Type type, String asked) {
        if (ownContentType(type).isPresent() || formats.stream().anyMatch(format -> format.isAskedFor(asked))) {
            return Optional.empty();
        }
        return switch (asked.toLowerCase()) {
            case JSON, CBOR -> jackson.expected(type);
            case PLAIN_TEXT -> type.name().equals(DotName.STRING_NAME)
                    ? Optional.empty()
                    : Optional.of("java.lang.String, which alone is " + asked);
            case OCTETS -> Optional.of("byte[] or " + BUFFER + ", which are " + asked);
            case PROTOBUF -> Optional.of("the generated class of a protobuf message, which is " + asked);
            default -> Optional.of(formats.stream().filter(format -> asked.equalsIgnoreCase(format.contentType))
                    .flatMap(format -> format.taken.stream()).map(DotName::toString)
                    .collect(Collectors.joining(" or ", "", ", for which " + asked + " is")));
        };
    }
}
