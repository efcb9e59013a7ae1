package main

import (
	"encoding/json"
	"strconv"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
)

// A service that knows nothing of the mesh.
func serve(connection *nats.Conn, _ []string) error {
	service, err := micro.AddService(connection, micro.Config{
		Name:        "tax",
		Version:     "0.1.0",
		Description: "Taxes from another language",
	})
	if err != nil {
		return err
	}
	endpoints := service.AddGroup("tax")
	for name, handler := range map[string]micro.HandlerFunc{
		"rate": func(request micro.Request) {
			var goods struct{ Region, Sku string }
			if err := json.Unmarshal(request.Data(), &goods); err != nil {
				request.Error("400", err.Error(), nil)
				return
			}
			request.RespondJSON(map[string]any{"region": goods.Region, "sku": goods.Sku, "percent": 19})
		},
		"refused": func(request micro.Request) {
			request.Error("409", "no tax on "+text(request), nil)
		},
		"find": func(request micro.Request) {
			body, _ := json.Marshal(map[string]any{"sku": text(request), "paragraph": 4})
			request.Error("422", "by law", body, named("Exempt"))
		},
		"checked": func(request micro.Request) {
			request.Error("400", "count: must be greater than 0",
				[]byte(`{"violations":[{"path":"count","message":"must be greater than 0"}]}`), named("violations"))
		},
		"garbled": func(request micro.Request) {
			request.Respond([]byte("<rate>19</rate>"))
		},
		"silent": func(micro.Request) {},
		"caller": func(request micro.Request) {
			millis, err := strconv.Atoi(request.Headers().Get("Nats-Mesh-Timeout-Ms"))
			if err != nil {
				millis = -1
			}
			request.RespondJSON(map[string]any{"caller": request.Headers().Get("Nats-Mesh-Caller"), "millis": millis})
		},
	} {
		if err := endpoints.AddEndpoint(name, handler); err != nil {
			return err
		}
	}
	return untilInputEnds(connection)
}

// The only parameter, a string.
func text(request micro.Request) string {
	var text string
	if err := json.Unmarshal(request.Data(), &text); err != nil {
		return err.Error()
	}
	return text
}

func named(error string) micro.RespondOpt {
	return micro.WithHeaders(micro.Headers{"Nats-Mesh-Error": []string{error}})
}
