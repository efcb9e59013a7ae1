// Streams by their wire form, both ends of them.

package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
)

const (
	creditHeader  = "Nats-Mesh-Credit"
	streamHeader  = "Nats-Mesh-Stream"
	seqHeader     = "Nats-Mesh-Seq"
	controlHeader = "Nats-Mesh-Control"
	timeoutHeader = "Nats-Mesh-Timeout-Ms"

	firstMessage = 10 * time.Second
)

var (
	liveness = livenessInterval()

	// The other side has been silent for too long.
	errLost = errors.New("lost")
	// The caller has ended the whole call.
	errCancelled = errors.New("cancelled")
)

// What a stream ends with, unless it ends well.
type failure struct {
	code, text string
	// Whether the other side knows it already.
	told bool
}

func (f *failure) Error() string { return f.code + " " + f.text }

// What has arrived: an item, or the last thing in its direction.
type arrival struct {
	body   []byte
	end    bool
	result bool
	err    error
}

// One end of a stream: it sends items as far as it has credit, and gets items as far as it has granted it.
type stream struct {
	connection *nats.Conn
	window     int
	caller     bool

	mutex     sync.Mutex
	changed   *sync.Cond
	to        string
	credit    int
	sent      int
	wanted    bool
	granted   int
	received  int
	taken     int
	most      int
	arrived   []arrival
	cancelled bool
	lastSent  time.Time
	lastHeard time.Time
	closed    chan struct{}
}

func newStream(connection *nats.Conn, window int) *stream {
	s := &stream{connection: connection, window: window, granted: window, wanted: true, closed: make(chan struct{})}
	s.changed = sync.NewCond(&s.mutex)
	s.lastSent, s.lastHeard = time.Now(), time.Now()
	return s
}

func (s *stream) receive(message *nats.Msg) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	defer s.changed.Broadcast()
	s.lastHeard = time.Now()
	has := func(name string) bool { return message.Header.Get(name) != "" }
	number := func(name string) int {
		value, _ := strconv.Atoi(message.Header.Get(name))
		return value
	}
	control := message.Header.Get(controlHeader)
	switch {
	case has(micro.ErrorCodeHeader):
		s.failed(message.Header.Get(micro.ErrorCodeHeader), message.Header.Get(micro.ErrorHeader))
	case message.Header.Get("Status") == "503":
		s.failed("503", "no responders")
	case has(streamHeader):
		s.to, s.credit = message.Header.Get(streamHeader), number(creditHeader)
		go s.stayAlive()
	case control == "cancel":
		s.wanted = false
		s.cancelled = true
	case has(seqHeader):
		s.inTurn(number(seqHeader), control == "end", message.Data)
	case has(creditHeader):
		s.credit = max(s.credit, number(creditHeader))
	case control == "":
		s.arrived = append(s.arrived, arrival{body: message.Data, result: true})
	}
}

// An error of the service ends the whole call, one of the caller its own direction.
func (s *stream) failed(code, text string) {
	s.wanted = s.wanted && !s.caller
	s.arrived = append(s.arrived, arrival{err: &failure{code, text, true}})
}

func (s *stream) inTurn(number int, end bool, body []byte) {
	next := arrival{body: body, end: end}
	switch {
	case number != s.received+1:
		next = arrival{err: &failure{code: "500", text: fmt.Sprintf("item %d instead of %d", number, s.received+1)}}
	case !end && number > s.granted:
		next = arrival{err: &failure{code: "500", text: fmt.Sprintf("item %d with credit for %d", number, s.granted)}}
	case !end:
		s.received = number
	}
	s.arrived = append(s.arrived, next)
	if !end {
		s.most = max(s.most, len(s.arrived))
	}
}

// What arrives next.
func (s *stream) next() (arrival, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for len(s.arrived) == 0 && !s.over() {
		s.changed.Wait()
	}
	if s.over() {
		return arrival{}, errCancelled
	}
	next := s.arrived[0]
	s.arrived = s.arrived[1:]
	return next, next.err
}

// The caller's cancel ends the whole call; the service's only says that it wants no more items.
func (s *stream) over() bool { return s.cancelled && !s.caller }

// Gives the bodies of the items to a function until the end, or until it returns false; grants credit as they are taken.
func (s *stream) items(take func(body []byte) (bool, error)) error {
	for {
		next, err := s.next()
		if err != nil || next.end || next.result {
			return err
		}
		if more, err := take(next.body); err != nil || !more {
			return err
		}
		s.grant()
	}
}

func (s *stream) grant() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.taken++
	if s.granted-s.taken <= s.window/2 {
		s.granted = s.taken + s.window
		s.publish(nil, creditHeader, strconv.Itoa(s.granted))
	}
}

// Sends an item once there is credit; false if no more items are wanted.
func (s *stream) send(body []byte) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for s.wanted && s.sent >= s.credit {
		s.changed.Wait()
	}
	if s.wanted {
		s.sent++
		s.publish(body, seqHeader, strconv.Itoa(s.sent))
	}
	return s.wanted
}

func (s *stream) end() {
	s.tell(nil, seqHeader, strconv.Itoa(s.sent+1), controlHeader, "end")
}

func (s *stream) fail(code, text string) {
	s.tell(nil, seqHeader, strconv.Itoa(s.sent+1), micro.ErrorCodeHeader, code, micro.ErrorHeader, text)
}

func (s *stream) cancel() {
	s.tell(nil, controlHeader, "cancel")
}

func (s *stream) tell(body []byte, headers ...string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.publish(body, headers...)
}

// To be called with the lock. A connection that is closed ends the program, so nobody looks at the error.
func (s *stream) publish(body []byte, headers ...string) {
	s.lastSent = time.Now()
	s.connection.PublishMsg(&nats.Msg{Subject: s.to, Data: body, Header: pairs(headers)})
}

// Says that this side is there, and hears whether the other one is, until the stream is closed.
func (s *stream) stayAlive() {
	ticker := time.NewTicker(liveness / 6)
	defer ticker.Stop()
	for {
		select {
		case <-s.closed:
			return
		case <-ticker.C:
		}
		s.mutex.Lock()
		if time.Since(s.lastHeard) > liveness {
			s.lost()
			s.mutex.Unlock()
			return
		}
		if time.Since(s.lastSent) >= liveness/6 {
			s.publish(nil, controlHeader, "alive")
		}
		s.mutex.Unlock()
	}
}

// To be called with the lock.
func (s *stream) lost() {
	s.wanted = false
	s.arrived = append(s.arrived, arrival{err: errLost})
	s.changed.Broadcast()
}

func (s *stream) close() { close(s.closed) }

// Calls, and returns the caller's end when the service has answered, or when there will be no answer.
func openStream(connection *nats.Conn, subject string, body []byte, window int) (*stream, error) {
	s := newStream(connection, window)
	s.caller = true
	inbox := connection.NewRespInbox()
	answered := make(chan struct{}, 1)
	if _, err := connection.Subscribe(inbox, func(message *nats.Msg) {
		s.receive(message)
		select {
		case answered <- struct{}{}:
		default:
		}
	}); err != nil {
		return nil, err
	}
	if err := connection.PublishMsg(&nats.Msg{Subject: subject, Reply: inbox, Data: body, Header: pairs([]string{
		creditHeader, strconv.Itoa(window), timeoutHeader, strconv.FormatInt(firstMessage.Milliseconds(), 10)})}); err != nil {
		return nil, err
	}
	select {
	case <-answered:
	case <-time.After(firstMessage):
		s.mutex.Lock()
		s.lost()
		s.mutex.Unlock()
	}
	return s, nil
}

// The service's ends: all streams of one instance, on one subscription.
type served struct {
	connection *nats.Conn
	prefix     string
	window     int

	mutex  sync.Mutex
	number int
	open   map[string]*stream
}

func serveStreamsOf(connection *nats.Conn, service, instance string, window int) (*served, error) {
	served := &served{connection: connection, prefix: "_MESH.C." + service + "." + instance + ".", window: window,
		open: map[string]*stream{}}
	_, err := connection.Subscribe(served.prefix+"*", func(message *nats.Msg) {
		served.mutex.Lock()
		stream := served.open[message.Subject]
		served.mutex.Unlock()
		if stream != nil {
			stream.receive(message)
		}
	})
	return served, err
}

// A handler of requests that open a stream; the method gets the request's body and the stream.
func (all *served) endpoint(method func(body []byte, stream *stream) error, takesItems bool) micro.HandlerFunc {
	return func(request micro.Request) {
		credit, err := strconv.Atoi(request.Headers().Get(creditHeader))
		if err != nil || credit < 0 {
			request.Error("400", "a stream needs the header "+creditHeader, nil)
			return
		}
		window := 0
		if takesItems {
			window = all.window
		}
		stream := newStream(all.connection, window)
		stream.to, stream.credit = request.Reply(), credit
		all.mutex.Lock()
		all.number++
		subject := all.prefix + strconv.Itoa(all.number)
		all.open[subject] = stream
		all.mutex.Unlock()
		if takesItems {
			stream.tell(nil, streamHeader, subject, creditHeader, strconv.Itoa(window))
		} else {
			stream.tell(nil, streamHeader, subject)
		}
		go stream.stayAlive()
		go func() {
			err := method(request.Data(), stream)
			var failure *failure
			if errors.As(err, &failure) {
				stream.fail(failure.code, failure.text)
			}
			stream.close()
			all.mutex.Lock()
			delete(all.open, subject)
			all.mutex.Unlock()
		}()
	}
}

func (all *served) stillOpen() int {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	return len(all.open)
}

// Headers of names and values in turn.
func pairs(namesAndValues []string) nats.Header {
	headers := nats.Header{}
	for i := 0; i < len(namesAndValues); i += 2 {
		headers.Set(namesAndValues[i], namesAndValues[i+1])
	}
	return headers
}

func livenessInterval() time.Duration {
	millis, err := strconv.Atoi(os.Getenv("LIVENESS_MS"))
	if err != nil {
		millis = 5000
	}
	return time.Duration(millis) * time.Millisecond
}
