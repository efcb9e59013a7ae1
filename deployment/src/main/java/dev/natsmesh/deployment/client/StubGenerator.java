package dev.natsmesh.deployment.client;

import static org.jboss.jandex.gizmo2.Jandex2Gizmo.classDescOf;
import static org.jboss.jandex.gizmo2.Jandex2Gizmo.methodDescOf;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jboss.jandex.DotName;
import org.jboss.jandex.PrimitiveType;
import org.jboss.jandex.Type;

import dev.natsmesh.deployment.model.Contract;
import dev.natsmesh.deployment.model.ContractMethod;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.client.ClientCalls;
import dev.natsmesh.runtime.client.ClientStub;
import io.quarkus.gizmo2.ClassOutput;
import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.ParamVar;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.FieldDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Generates contracts' stubs. A stub extends {@link ClientStub}, and each of its methods is one call into {@link ClientCalls} with
 * the method's index and its arguments. This is the only class that generates bytecode.
 */
final class StubGenerator {

    private static final FieldDesc CALLS = FieldDesc.of(classDescOf(DotName.createSimple(ClientStub.class)), "calls",
            ClientCalls.class);
    private static final MethodDesc UNI = MethodDesc.of(ClientCalls.class, "uni", Uni.class, int.class, Object.class);
    private static final MethodDesc MULTI = MethodDesc.of(ClientCalls.class, "multi", Multi.class, int.class, Object.class);
    private static final MethodDesc GATHER = MethodDesc.of(ClientCalls.class, "gather", Multi.class, int.class, Object.class);
    private static final MethodDesc STAGE = MethodDesc.of(ClientCalls.class, "stage", CompletionStage.class, int.class,
            Object.class);
    private static final MethodDesc AWAIT = MethodDesc.of(ClientCalls.class, "await", Object.class, int.class, Object.class);

    private final Gizmo gizmo;

    StubGenerator(ClassOutput output) {
        this.gizmo = Gizmo.create(output);
    }

    /** The name of a contract's stub: beside the contract, which may be package-private. */
    static String stubName(Contract contract) {
        return contract.type().name() + "_NatsStub";
    }

    void generate(Contract contract) {
        gizmo.class_(stubName(contract), stub -> {
            stub.public_();
            stub.final_();
            stub.extends_(ClientStub.class);
            stub.implements_(classDescOf(contract.type()));
            stub.defaultConstructor();
            for (int index = 0; index < contract.methods().size(); index++) {
                method(stub, index, contract.methods().get(index));
            }
        });
    }

    private static void method(ClassCreator stub, int index, ContractMethod method) {
        stub.method(methodDescOf(method.info()), creator -> {
            creator.public_();
            List<ParamVar> parameters = new ArrayList<>();
            for (int i = 0; i < method.info().parametersCount(); i++) {
                String name = method.info().parameterName(i);
                parameters.add(creator.parameter(name == null ? "p" + i : name, classDescOf(method.info().parameterType(i))));
            }
            creator.body(body -> {
                Expr result = body.invokeVirtual(target(method), stub.this_().field(CALLS), Const.of(index),
                        payload(body, method, parameters));
                returned(body, method.info().returnType(), result);
            });
        });
    }

    private static MethodDesc target(ContractMethod method) {
        return switch (method.shape()) {
            case UNI -> UNI;
            case MULTI -> method.kind() == Operation.Kind.GATHER ? GATHER : MULTI;
            case STAGE -> STAGE;
            case VALUE -> AWAIT;
        };
    }

    /** Nothing, the argument itself, or an array of them. */
    private static Expr payload(BlockCreator body, ContractMethod method, List<ParamVar> parameters) {
        return switch (parameters.size()) {
            case 0 -> Const.ofNull(Object.class);
            case 1 -> boxed(body, method, parameters, 0);
            default -> {
                List<Expr> values = new ArrayList<>();
                for (int i = 0; i < parameters.size(); i++) {
                    values.add(boxed(body, method, parameters, i));
                }
                yield body.newArray(Object.class, values);
            }
        };
    }

    private static Expr boxed(BlockCreator body, ContractMethod method, List<ParamVar> parameters, int position) {
        return isPrimitive(method.info().parameterType(position))
                ? body.box(parameters.get(position))
                : parameters.get(position);
    }

    private static void returned(BlockCreator body, Type type, Expr result) {
        if (type.kind() == Type.Kind.VOID) {
            body.return_();
        } else if (isPrimitive(type)) {
            ClassDesc wrapper = classDescOf(Type.create(PrimitiveType.box(type.asPrimitiveType()).name(),
                    Type.Kind.CLASS));
            body.return_(body.unbox(body.cast(result, wrapper)));
        } else {
            body.return_(body.cast(result, classDescOf(type)));
        }
    }

    private static boolean isPrimitive(Type type) {
        return type.kind() == Type.Kind.PRIMITIVE;
    }
}
