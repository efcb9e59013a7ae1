package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/nats-io/nats.go"
)

var commands = map[string]func(connection *nats.Conn, args []string) error{
	"call":      call,
	"discover":  discover,
	"service":   serve,
	"exchange":  exchange,
	"gather":    gather,
	"publish":   publish,
	"subscribe": subscribe,
	"wares":     serveWares,
	"ticks":     ticks,
	"upload":    upload,
	"echo":      echo,
	"streams":   serveStreams,
}

func main() {
	if err := command(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func command(args []string) error {
	if len(args) < 2 || commands[args[0]] == nil {
		return fmt.Errorf("no command in %q; expected its name and a URL", args)
	}
	connection, err := nats.Connect(args[1])
	if err != nil {
		return err
	}
	defer connection.Close()
	return commands[args[0]](connection, args[2:])
}

// Prints a value as one line of JSON.
func say(value any) error {
	return json.NewEncoder(os.Stdout).Encode(value)
}

// Says that everything serves, and returns when the input ends.
func untilInputEnds(connection *nats.Conn) error {
	if err := connection.Flush(); err != nil {
		return err
	}
	fmt.Println("READY")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// The headers of lines like NAME:VALUE. Keeps the names' case, which nats.Header.Set does, too.
func headers(lines []string) nats.Header {
	headers := nats.Header{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ":")
		headers.Set(name, value)
	}
	return headers
}
