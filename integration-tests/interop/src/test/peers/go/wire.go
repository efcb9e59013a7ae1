package main

import (
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/nats-io/nats.go"
)

const mark = "UTF-8''"

// A message of plain values, as the README has it.
type plainMessage struct {
	Subject string            `json:"subject,omitempty"`
	Tokens  []string          `json:"tokens"`
	Headers map[string]string `json:"headers"`
	Hex     string            `json:"hex"`
}

func escaped(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

func token(text string) string {
	if text == "" {
		return "%"
	}
	return strings.ReplaceAll(escaped(text), ".", "%2E")
}

func textOf(token string) string {
	if token == "%" {
		return ""
	}
	text, err := url.PathUnescape(token)
	if err != nil {
		return err.Error()
	}
	return text
}

func header(text string) string {
	plain := strings.Trim(text, " ") == text && !strings.HasPrefix(text, mark) &&
		strings.IndexFunc(text, func(c rune) bool { return c < ' ' || c > '~' }) < 0
	if plain {
		return text
	}
	return mark + escaped(text)
}

func valueOf(header string) string {
	encoded, found := strings.CutPrefix(header, mark)
	if !found {
		return header
	}
	return textOf(encoded)
}

// The message in the wire form.
func written(text string) (*nats.Msg, error) {
	var plain plainMessage
	if err := json.Unmarshal([]byte(text), &plain); err != nil {
		return nil, err
	}
	body, err := hex.DecodeString(plain.Hex)
	if err != nil {
		return nil, err
	}
	parts := strings.Split(plain.Subject, ".")
	next := 0
	for i, part := range parts {
		if part == "*" {
			parts[i] = token(plain.Tokens[next])
			next++
		}
	}
	message := &nats.Msg{Subject: strings.Join(parts, "."), Header: nats.Header{}, Data: body}
	for name, value := range plain.Headers {
		message.Header.Set(name, header(value))
	}
	return message, nil
}

// What came, in plain values.
func read(message *nats.Msg) plainMessage {
	plain := plainMessage{Headers: map[string]string{}, Hex: hex.EncodeToString(message.Data)}
	for _, part := range strings.Split(message.Subject, ".") {
		plain.Tokens = append(plain.Tokens, textOf(part))
	}
	for name := range message.Header {
		plain.Headers[name] = valueOf(message.Header.Get(name))
	}
	return plain
}
