import type { Act, FramedAct } from "./plan.ts";

/** What every exported Python script starts with, below its address. */
export const PYTHON_FRAME = String.raw`
NOTHING = "slow-wire/nothing"  # a filter that nothing is published to
PATIENCE = 10  # seconds, for what a broker may owe for ever

changed = threading.Condition()
news = 0  # counts what arrives


def say(text):
    print(text, file=sys.stderr, flush=True)


def tell(note):
    """Something has happened on a network thread."""
    global news
    with changed:
        note()
        news += 1
        changed.notify_all()


def until(holds):
    with changed:
        return changed.wait_for(holds, PATIENCE)


class Client:
    """One client. paho keeps what it sent and nobody acknowledged, and sends it again, as long as it is the same object."""

    def __init__(self, client_id, clean):
        options = {"client_id": client_id, "clean_session": clean, "protocol": mqtt.MQTTv311, "reconnect_on_failure": False}
        if hasattr(mqtt, "CallbackAPIVersion"):  # paho 2
            self.paho = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, **options)
        else:  # paho 1.6
            self.paho = mqtt.Client(**options)
        if USER is not None:
            self.paho.username_pw_set(USER)
        self.id = client_id
        self.clean = clean
        self.connected = False
        self.gone = True
        self.silent = False
        self.held = []
        self.answers = set()
        # The callbacks of paho 1 and 2 differ in what they are given at the end.
        self.paho.on_connect = lambda paho, own, flags, code, *rest: self.on_connect(flags, code)
        self.paho.on_disconnect = lambda *rest: tell(self.end)
        self.paho.on_message = lambda paho, own, message: self.on_message(message)
        self.paho.on_publish = lambda paho, own, mid, *rest: tell(lambda: self.answers.add(mid))
        self.paho.on_subscribe = self.paho.on_publish
        self.paho.on_unsubscribe = lambda paho, own, mid, *rest: self.on_unsubscribe(mid)

    def on_connect(self, flags, code):
        present = flags["session present"] if isinstance(flags, dict) else flags.session_present
        if code != 0:
            return say(f"{self.id}: {code}")
        say(f"{self.id} is connected, session present = {int(bool(present))}")

        def note():
            self.connected = True

        tell(note)

    def on_message(self, message):
        end = f" qos={message.qos} retain={int(message.retain)}\n"
        line = f"{self.id} {message.topic} ".encode() + message.payload + end.encode()

        def note():
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()

        tell(note)

    def on_unsubscribe(self, mid):
        with changed:  # no news: it is what settle() asks with
            self.answers.add(mid)
            changed.notify_all()

    def end(self):
        self.connected = False
        self.gone = True

    def open(self, keepalive, will):
        if will is None:
            self.paho.will_clear()
        else:
            self.paho.will_set(*will)
        self.connected, self.gone, self.silent, self.held = False, False, False, []
        self.answers.clear()
        self.paho.connect(HOST, PORT, keepalive)
        self.paho.loop_start()
        until(lambda: self.connected or self.gone)

    def wait_for(self, mid):
        """Waits for an acknowledgement or the end of the connection, and not for ever."""
        until(lambda: mid in self.answers or self.gone)

    def close(self):
        """Waits for the end of the connection and of its thread."""
        until(lambda: self.gone)
        self.paho.loop_stop()


clients = {}  # by client id
parked = []  # taken over, or left over a silent wire


def online(client_id):
    client = clients.get(client_id)
    if client is not None and client.connected:
        return client
    say(f"{client_id} is not connected")
    return None


def connect(client_id, clean, keepalive=0, will=None):
    before = clients.get(client_id)
    if before is not None and before.connected:
        return say(f"{client_id} holds a connection already")
    # A clean session starts from nothing and ends with its connection, on both ends [MQTT-3.1.2-6].
    if before is None or before.clean or clean:
        clients[client_id] = Client(client_id, clean)
    clients[client_id].open(keepalive, will)
    if not clients[client_id].connected:
        sys.exit(f"{client_id} was not connected")
    settle()


def settle():
    """
    Waits until nothing is under way. MQTT has no question for that, so each client asks the broker for something harmless,
    to leave a filter that it does not have: the answer [MQTT-3.10.4-5] comes behind everything that was sent before. Three
    rounds without news, because a QoS 2 message crosses the wire four times.
    """
    quiet = 0
    while quiet < 3:
        before = news
        asked = [(client, client.paho.unsubscribe(NOTHING)[1]) for client in clients.values() if client.connected and not client.silent]
        for client, mid in asked:
            client.wait_for(mid)
        time.sleep(0.01)
        quiet = quiet + 1 if news == before else 0


def ask(client_id, question):
    client = online(client_id)
    if client is None:
        return
    if client.silent:
        client.held.append(question)  # sent when the wire is mended
        return
    client.wait_for(question(client.paho))
    settle()


def subscribe(client_id, topic_filter, qos):
    ask(client_id, lambda paho: paho.subscribe(topic_filter, qos)[1])


def unsubscribe(client_id, topic_filter):
    ask(client_id, lambda paho: paho.unsubscribe(topic_filter)[1])


def publish(client_id, topic, payload, qos, retain):
    ask(client_id, lambda paho: paho.publish(topic, payload.encode(), qos, retain).mid)


def send(client_id, topic, payload, qos, retain):
    """Does not wait for the acknowledgement."""
    client = online(client_id)
    if client is not None and client.silent:
        client.held.append(lambda paho: paho.publish(topic, payload.encode(), qos, retain).mid)
    elif client is not None:
        client.paho.publish(topic, payload.encode(), qos, retain)


def disconnect(client_id):
    """DISCONNECT, then the end of the connection."""
    client = online(client_id)
    if client is None:
        return
    if client.silent:  # the broker does not hear of it
        parked.append(clients.pop(client_id))
        return
    client.paho.disconnect()
    client.close()
    settle()


def cut(client_id):
    """The end of the connection without DISCONNECT."""
    client = online(client_id)
    if client is None:
        return
    if client.silent:
        client.paho.loop_start()  # so that it sees the end
    try:
        # No lingering: what is still under way is lost, as with a cable. paho sees the end of its reading and closes.
        client.paho.socket().setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.paho.socket().shutdown(socket.SHUT_RD)
    except OSError as fault:  # the broker was first
        say(f"{client_id}: {fault}")
    client.close()
    settle()


def begin(client_ids, retained):
    """Removes what an earlier run of this script may have left at the broker."""
    for client_id in client_ids:
        connect(client_id, clean=True)
        disconnect(client_id)
        del clients[client_id]
    if retained:
        connect("slow-wire-begin", clean=True)
        for topic in retained:
            publish("slow-wire-begin", topic, "", qos=1, retain=True)
        disconnect("slow-wire-begin")
`;

/** Steps that few scripts have: each is included only where needed. */
export const PYTHON_RARE = {
	takeover: `

def takeover(client_id, clean, keepalive=0, will=None):
    """A second connection with the same client id: the broker ends the first [MQTT-3.1.4-2]."""
    first = clients.pop(client_id, None)
    connect(client_id, clean, keepalive, will)
    if first is not None:
        until(lambda: first.gone)
        parked.append(first)
`,
	silence: `

def silence(client_id):
    """Nothing passes on its wire any more, and neither end is told."""
    client = online(client_id)
    if client is not None:
        client.silent = True
        client.paho.loop_stop()
`,
	mend: `

def mend(client_id):
    client = online(client_id)
    if client is None or not client.silent:
        return
    client.silent = False
    client.paho.loop_start()
    held, client.held = client.held, []
    for question in held:
        question(client.paho)
    settle()
`,
	violate: `

def violate(client_id):
    """A PUBLISH to "a" with both bits of its QoS set, past paho, which would not send it [MQTT-3.3.1-4]."""
    client = online(client_id)
    if client is None:
        return
    client.paho.socket().send(bytes([0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01]))
    client.close()
    settle()
`,
} as const satisfies Record<Exclude<Act["do"], FramedAct>, string>;

export const PYTHON_END = `
# Every client that is still here leaves. Sessions with clean_session = False stay at the broker.
for client in list(clients.values()):
    if client.connected:
        disconnect(client.id)
`;
