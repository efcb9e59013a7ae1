// The service of streams, and its callers.

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
)

const window = 16

type tick struct {
	Number int `json:"number"`
}

type line struct {
	Sku   string `json:"sku"`
	Count int    `json:"count"`
}

type totals struct {
	Lines int `json:"lines"`
	Count int `json:"count"`
}

func serveStreams(connection *nats.Conn, args []string) error {
	name := args[0]
	service, err := micro.AddService(connection, micro.Config{Name: name, Version: "0.1.0"})
	if err != nil {
		return err
	}
	streams, err := serveStreamsOf(connection, name, service.Info().ID, window)
	if err != nil {
		return err
	}
	endpoints := service.AddGroup(name)
	for name, handler := range map[string]micro.HandlerFunc{
		"ticks":  streams.endpoint(sendTicks, false),
		"upload": streams.endpoint(takeLines, true),
		"echo":   streams.endpoint(sendBack, true),
		"open": func(request micro.Request) {
			request.RespondJSON(streams.stillOpen())
		},
	} {
		if err := endpoints.AddEndpoint(name, handler); err != nil {
			return err
		}
	}
	return untilInputEnds(connection)
}

func sendTicks(body []byte, stream *stream) error {
	var count int
	if err := json.Unmarshal(body, &count); err != nil {
		return &failure{code: "400", text: err.Error()}
	}
	for number := 1; number <= max(count, -count); number++ {
		if !stream.send(encoded(tick{number})) {
			return errCancelled
		}
	}
	if count < 0 {
		return &failure{code: "409", text: fmt.Sprintf("no tick after %d", -count)}
	}
	stream.end()
	return nil
}

func takeLines(_ []byte, stream *stream) error {
	var sum totals
	if err := stream.items(func(body []byte) (bool, error) {
		var line line
		if err := json.Unmarshal(body, &line); err != nil {
			return false, &failure{code: "400", text: err.Error()}
		}
		if line.Sku == "bad" {
			return false, &failure{code: "409", text: fmt.Sprintf("line %d is bad", sum.Lines+1)}
		}
		sum.Lines++
		sum.Count += line.Count
		if line.Sku == "last" {
			stream.cancel()
		}
		return line.Sku != "last", nil
	}); err != nil {
		return err
	}
	stream.tell(encoded(sum))
	return nil
}

func sendBack(_ []byte, stream *stream) error {
	if err := stream.items(func(body []byte) (bool, error) {
		if !stream.send(body) {
			return false, errCancelled
		}
		return true, nil
	}); err != nil {
		return err
	}
	stream.end()
	return nil
}

func ticks(connection *nats.Conn, args []string) error {
	window, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	pause, err := time.ParseDuration(args[3] + "ms")
	if err != nil {
		return err
	}
	take := 0
	if len(args) > 4 {
		if take, err = strconv.Atoi(args[4]); err != nil {
			return err
		}
	}
	return run(connection, args[0]+".ticks", args[1], window, func(stream *stream, seen *seen) (string, error) {
		err := stream.items(func(body []byte) (bool, error) {
			var tick tick
			if err := json.Unmarshal(body, &tick); err != nil {
				return false, err
			}
			seen.add(tick.Number)
			if seen.Items == take {
				stream.cancel()
				return false, nil
			}
			time.Sleep(pause)
			return true, nil
		})
		if err == nil && take > 0 && seen.Items == take {
			return "cancelled", nil
		}
		return "end", err
	})
}

func upload(connection *nats.Conn, args []string) error {
	count, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	skus := map[int]string{}
	if len(args) > 3 {
		at, err := strconv.Atoi(args[3])
		if err != nil {
			return err
		}
		skus[at] = args[2]
	}
	return run(connection, args[0]+".upload", "", 0, func(stream *stream, seen *seen) (string, error) {
		write(stream, count, skus)
		next, err := stream.next()
		if next.result {
			seen.Result = next.body
		}
		return "result", err
	})
}

func echo(connection *nats.Conn, args []string) error {
	count, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	window, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	return run(connection, args[0]+".echo", "", window, func(stream *stream, seen *seen) (string, error) {
		go write(stream, count, nil)
		return "end", stream.items(func(body []byte) (bool, error) {
			var line line
			if err := json.Unmarshal(body, &line); err != nil {
				return false, err
			}
			seen.add(line.Count)
			return true, nil
		})
	})
}

// Sends lines of books, and at some places other lines, and ends unless no more are wanted.
func write(stream *stream, count int, skus map[int]string) {
	for number := 1; number <= count; number++ {
		sku := "book"
		if other, here := skus[number]; here {
			sku = other
		}
		if sku == "fail" {
			stream.fail("409", fmt.Sprintf("no line %d", number))
			return
		}
		if !stream.send(encoded(line{sku, number})) {
			return
		}
	}
	stream.end()
}

// The items, which are numbered from 1 on, and how it ended.
type seen struct {
	End     string          `json:"end"`
	Code    string          `json:"code"`
	Text    string          `json:"text"`
	Items   int             `json:"items"`
	InOrder bool            `json:"inOrder"`
	Most    int             `json:"most"`
	Sent    int             `json:"sent"`
	Result  json.RawMessage `json:"result"`
}

func (s *seen) add(number int) {
	s.Items++
	s.InOrder = s.InOrder && number == s.Items
}

// Does a call, and prints how it ended.
func run(connection *nats.Conn, subject, body string, window int,
	work func(stream *stream, seen *seen) (string, error)) error {
	stream, err := openStream(connection, subject, []byte(body), window)
	if err != nil {
		return err
	}
	seen := &seen{InOrder: true}
	seen.End, err = work(stream, seen)
	var failed *failure
	switch {
	case errors.As(err, &failed):
		seen.End, seen.Code, seen.Text = "error", failed.code, failed.text
		if !failed.told {
			stream.cancel()
		}
	case errors.Is(err, errLost):
		seen.End = "lost"
	case err != nil:
		return err
	}
	stream.close()
	if err := connection.Flush(); err != nil {
		return err
	}
	seen.Most, seen.Sent = stream.most, stream.sent
	return say(seen)
}

func encoded(value any) []byte {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return body
}
