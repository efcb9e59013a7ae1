package main

import (
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
)

const (
	patience = 20 * time.Second
	stall    = time.Second
)

// One plain request.
func call(connection *nats.Conn, args []string) error {
	request := &nats.Msg{Subject: args[0], Data: []byte(args[1]), Header: headers(args[2:])}
	reply, err := connection.RequestMsg(request, patience)
	if err != nil {
		return err
	}
	return say(map[string]string{
		"body":  string(reply.Data),
		"code":  reply.Header.Get(micro.ErrorCodeHeader),
		"text":  reply.Header.Get(micro.ErrorHeader),
		"error": reply.Header.Get("Nats-Mesh-Error"),
	})
}

// What the control subjects answer.
func discover(connection *nats.Conn, args []string) error {
	name := args[0]
	questions := map[string]string{
		"ping":       "$SRV.PING." + name,
		"info":       "$SRV.INFO." + name,
		"stats":      "$SRV.STATS." + name,
		"everywhere": "$SRV.PING",
	}
	found := map[string][]json.RawMessage{}
	var mutex sync.Mutex
	var asking sync.WaitGroup
	var failed error
	for key, subject := range questions {
		asking.Go(func() {
			answers, err := all(connection, subject)
			mutex.Lock()
			defer mutex.Unlock()
			found[key], failed = answers, errors.Join(failed, err)
		})
	}
	asking.Wait()
	if failed != nil || len(found["ping"]) == 0 {
		return errors.Join(failed, say(found))
	}
	var first micro.Ping
	if err := json.Unmarshal(found["ping"][0], &first); err != nil {
		return err
	}
	one, err := all(connection, "$SRV.INFO."+name+"."+first.ID)
	if err != nil {
		return err
	}
	found["one"] = one
	return say(found)
}

// The answers of all who serve a subject.
func all(connection *nats.Conn, subject string) ([]json.RawMessage, error) {
	inbox := connection.NewRespInbox()
	subscription, err := connection.SubscribeSync(inbox)
	if err != nil {
		return nil, err
	}
	defer subscription.Unsubscribe()
	if err := connection.PublishRequest(subject, inbox, nil); err != nil {
		return nil, err
	}
	answers := []json.RawMessage{}
	for {
		answer, err := subscription.NextMsg(stall)
		if errors.Is(err, nats.ErrTimeout) {
			return answers, nil
		}
		if err != nil {
			return nil, err
		}
		answers = append(answers, answer.Data)
	}
}
