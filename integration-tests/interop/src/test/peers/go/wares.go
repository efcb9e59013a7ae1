package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"
)

// One request after the other.
func exchange(connection *nats.Conn, args []string) error {
	replies := []plainMessage{}
	for _, message := range args {
		request, err := written(message)
		if err != nil {
			return err
		}
		reply, err := connection.RequestMsg(request, patience)
		if err != nil {
			return err
		}
		replies = append(replies, read(reply))
	}
	return say(replies)
}

// One request, and the replies of all who serve it.
func gather(connection *nats.Conn, args []string) error {
	request, err := written(args[0])
	if err != nil {
		return err
	}
	request.Reply = connection.NewRespInbox()
	replies, err := connection.SubscribeSync(request.Reply)
	if err != nil {
		return err
	}
	if err := connection.PublishMsg(request); err != nil {
		return err
	}
	found := []plainMessage{}
	for {
		reply, err := replies.NextMsg(stall)
		if errors.Is(err, nats.ErrTimeout) {
			return say(found)
		}
		if err != nil {
			return err
		}
		found = append(found, read(reply))
	}
}

// Events.
func publish(connection *nats.Conn, args []string) error {
	for _, message := range args {
		event, err := written(message)
		if err != nil {
			return err
		}
		if err := connection.PublishMsg(event); err != nil {
			return err
		}
	}
	return errors.Join(connection.Flush(), say(len(args)))
}

// The first event that comes.
func subscribe(connection *nats.Conn, args []string) error {
	events, err := connection.QueueSubscribeSync(args[0], args[1])
	if err != nil {
		return err
	}
	if err := connection.Flush(); err != nil {
		return err
	}
	fmt.Println("READY")
	event, err := events.NextMsg(patience)
	if err != nil {
		return err
	}
	return say(read(event))
}

func serveWares(connection *nats.Conn, args []string) error {
	name, instance := args[0], nats.NewInbox()
	endpoints := map[string]func(request *nats.Msg, reply *nats.Msg){
		name + ".*.count": func(request *nats.Msg, reply *nats.Msg) {
			reply.Data, _ = json.Marshal(textOf(strings.Split(request.Subject, ".")[1]))
		},
		name + ".greet": func(request *nats.Msg, reply *nats.Msg) {
			reply.Header.Set("X-Greeting", header("Hello, "+valueOf(request.Header.Get("X-Customer"))))
		},
		name + ".reversed": func(request *nats.Msg, reply *nats.Msg) {
			slices.Reverse(reply.Data)
			reply.Header.Set("Content-Type", "application/octet-stream")
			if request.Header.Get("Nats-Mesh-Null") == "true" {
				reply.Header.Set("Nats-Mesh-Null", "true")
			}
		},
		name + ".pack": func(request *nats.Msg, reply *nats.Msg) {
			reply.Header.Set("Content-Type", "application/cbor")
		},
		"_MESH.A." + name + ".where": func(request *nats.Msg, reply *nats.Msg) {
			reply.Header.Set("X-Instance", instance)
		},
	}
	for subject, answer := range endpoints {
		handler := func(request *nats.Msg) {
			reply := &nats.Msg{Subject: request.Reply, Header: nats.Header{}, Data: slices.Clone(request.Data)}
			answer(request, reply)
			connection.PublishMsg(reply)
		}
		queue := "q"
		if strings.HasPrefix(subject, "_MESH.A.") {
			queue = ""
		}
		if _, err := connection.QueueSubscribe(subject, queue, handler); err != nil {
			return err
		}
	}
	return untilInputEnds(connection)
}
