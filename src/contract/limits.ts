import { CLASS_LIMITS } from "./class-limits.ts";
import { TAPE_LIMITS } from "./tape-limits.ts";

/** Every bound of the product: its number, its unit, and what happens when it is reached. */
export const LIMITS = {
	/** Rooms open at once on one host. Past this, a visit to a new room is refused with 503. */
	rooms: 200,
	/** Hidden rooms open at once on one host, in addition to the others. Past this, a page that runs something again is told so. */
	hiddenRooms: 400,
	/** Seconds that a hidden room outlives its page, so that a page whose line was down for a moment finds its room again. */
	hiddenRoomSeconds: 20,
	/** Hidden rooms in which one page runs scripts side by side. */
	trialRooms: 4,
	/** Ms that a script may run in a hidden room. Past this, the script is given up with a sentence, and its room is left. */
	trialMs: 30_000,
	/** Ms that a second run of what was done may take, beside the first. Past this, it is given up with a sentence. */
	replayMs: 90_000,
	/** Ms after which a page leaves a hidden room that has nothing to run. */
	trialIdleMs: 10_000,
	/** Connections per room. Past this, a new connection is closed at once and the room says so. */
	connectionsPerRoom: 200,
	/** Watchers (room sockets) per room. Past this, a new watcher is refused. */
	watchersPerRoom: 200,
	/** Minutes without a client or a watcher after which a room closes. */
	roomIdleMinutes: 30,
	/** Minutes before closing during which a room that still holds a persistent session says so. */
	roomLastMinutes: 5,
	/** Bytes of one MQTT packet. A longer packet ends its connection. */
	packetBytes: 256 * 1024,
	/** Bytes of one WebSocket frame that carries MQTT: a frame may hold several packets [MQTT-6.0.0-2]. A longer frame ends its connection. */
	mqttFrameBytes: 2 * 1024 * 1024,
	/** Packets on one up lane. Past this, the client's socket is not read until there is room. */
	upLanePackets: 256,
	/** Bytes on one up lane, as above. */
	upLaneBytes: 1024 * 1024,
	/** Bytes that have come from a client and have not been looked at. Past this, the client's socket is not read until there is room. */
	intakeBytes: 64 * 1024,
	/** Packets of a client that have arrived at the broker while it is busy with an earlier one. Past this, no more of that client's set out. */
	backlog: 16,
	/**
	 * Packets on all the wires of a room. Past this, a lane that holds more than lanePackets takes no more: clients are not read, and
	 * deliveries wait or, at QoS 0, are dropped.
	 */
	roomPackets: 4_000,
	lanePackets: 16,
	/** Packets on one down lane. Past this, the connection is cut: the broker is never held up. */
	downLanePackets: 2_000,
	/** Bytes on one down lane, as above. */
	downLaneBytes: 4 * 1024 * 1024,
	/** Bytes that a client has not read. Past this, its connection is cut. */
	unreadBytes: 8 * 1024 * 1024,
	/** Bytes that a client has not read. Past this, deliveries to that client wait or, at QoS 0, are dropped. */
	slowReaderBytes: 1024 * 1024,
	/** Real ms within which a connection has to send its whole CONNECT [3.1.1 section 3.1.4]; on a silent wire, room-clock ms within which the CONNECT has to arrive. Past this, the connection is closed. */
	connectMs: 10_000,
	/**
	 * Room-clock ms within which a packet that has begun has to be whole, where its client has no keep alive; bytes that come in between do not
	 * prolong them. Past this, the connection is cut.
	 */
	halfPacketMs: 300_000,
	/** Room-clock ms that one packet may take across a wire. */
	delayMs: 60_000,
	/** Messages waiting per session, whatever max_queued_messages says. Past this, the queue is full. At most this many are in flight too; the rest wait. */
	queuedMessages: 5_000,
	/** Payload bytes waiting per session, and as many in flight. Past this, the queue is full or the window is closed. */
	queuedBytes: 8 * 1024 * 1024,
	/**
	 * Stock Aedes bounds nothing, so this counts the bytes that it may have kept since it started, as far as the wires show. Past this,
	 * connections that publish more are cut.
	 */
	stockBytes: 64 * 1024 * 1024,
	/**
	 * Stock Aedes looks through what it keeps in one go. So this counts the levels of all topics with a retained message, and those of all
	 * filters with "+". Past this, connections that publish with RETAIN, or that ask for one more such filter, are cut: see stockBytes.
	 */
	stockLevels: 20_000,
	/** The most seconds that persistent_client_expiration can be set to: HiveMQ's value, the longest of all presets. */
	expirationSeconds: 4_294_967_295,
	/** Sessions per room, online and offline. Past this, the oldest offline session is discarded; with stock Aedes, which keeps them all, a further client that asks for a session that outlives its connection is cut. */
	sessions: 200,
	/** Subscriptions per session. Past this, a SUBSCRIBE gets 0x80. */
	subscriptionsPerSession: 100,
	/**
	 * Bytes of all filters in a room, those of sessions that are away among them. Past this, a further filter gets 0x80, and the room says so.
	 * As many deep filters as this holds are found in 5 ms when a topic matches every one of them.
	 */
	subscriptionBytes: 512 * 1024,
	/** Filters of one SUBSCRIBE that are told as refused one by one. Past this, the room says how many more there are. */
	refusedFilters: 20,
	/** Filters, and return codes, that the event of one packet carries. Past this, the event says how many more there are. */
	filtersInEvent: 20,
	/** Characters of all those filters together, as above. */
	filterCharactersInEvent: 4_096,
	/** Retained copies that one SUBSCRIBE brings. Past this, the rest are not sent, and the room says so. */
	retainedPerSubscribe: 2_000,
	/** Messages that wait for one session behind the retained messages of its SUBSCRIBE. Past this, the remaining retained messages are not sent, and the room says so. */
	behindRetained: 500,
	/** Retained messages per room. Past this, a message on a new topic is not retained, and the room says so. */
	retained: 1_000,
	/** Bytes of the topics and payloads of all retained messages in a room. Past this, a message is passed on and not retained, and the room says so. */
	retainedBytes: 16 * 1024 * 1024,
	/** Rules broken on one connection that are told one by one. Past this, the room says that no more of them are told. */
	rulesBroken: 20,
	/** Incoming QoS 2 ids per session that await PUBREL. Past this, the connection ends. */
	incomingIds: 1_000,
	/** The number of events that a journal keeps on top of its base, unless they take more than journalBytes. Past a sixteenth more, the oldest sixteenth is folded into the base. */
	journalEvents: 2_000,
	/** Bytes that a room keeps of the packets on its wires, so that a page may ask for them. Past this, those of the oldest packets are gone. */
	keptBytes: 2 * 1024 * 1024,
	/** Bytes of one of those packets. A longer packet is kept by its beginning, and it is told how long it is. */
	keptPacketBytes: 32 * 1024,
	/** The same for bytes that are not a packet. */
	keptMalformedBytes: 1_024,
	/** Packets that a page names in one frame to ask for their bytes. A frame with more is refused; see partCharacters for the answer. */
	bytesAsked: 500,
	/** Messages that the world remembers one by one. Older settled messages are kept only as sums. */
	messages: 300,
	/** A hard stop for the messages remembered when more than that are unsettled: a world costs by this to send, to copy and to draw. */
	messagesHard: 1_200,
	/**
	 * Fates that the world remembers, over all messages. Past this, the oldest settled messages are kept only as sums, even when there are fewer
	 * messages than above: a room with 200 subscribers remembers 30 of them.
	 */
	fates: 6_000,
	/** A hard stop for the fates remembered when those of unsettled messages are more than that: the oldest messages are kept only as sums. */
	fatesHard: 12_000,
	/** QoS 2 ids that the world shows as awaiting their PUBREL, per session and per client. Past this, the oldest is no longer shown. */
	shownIds: 2_000,
	/** Clients that the world remembers. The client that has been gone longest and left no session is forgotten first. */
	clients: 200,
	/** Ended sessions that are remembered to answer "why did it not get this?". */
	goneSessions: 100,
	/** Received messages listed per client. */
	receivedPerClient: 50,
	/** Packets lost on a wire that are still drawn beside it. */
	lostPackets: 32,
	/** Refused messages that lie under a session's floor, per session. */
	fallen: 20,
	/** Characters of a payload that events carry. */
	payloadPreview: 64,
	/** Levels of a topic or filter, as in Aedes. More levels end the connection. */
	topicLevels: 100,
	/** Characters of a topic or filter, because events carry both in full. A longer one ends the connection. */
	topicCharacters: 1_024,
	/** Characters of a client id; MQTT 3.1 allows 23. A longer client id is refused with return code 2 [MQTT-3.1.3-9]. */
	clientIdCharacters: 256,
	/** Unacknowledged QoS 1 and 2 messages of one client that are known by name; past this, a repetition of the oldest counts as a new message. */
	outstandingNames: 2_000,
	/** Messages of one client that were acknowledged last, and that are known by name if they come again. Past this, such a repetition counts as a new message. */
	ackedNames: 100,
	/** Clients whose unacknowledged messages are known by name: as many as can be connected or have a session. Past this, the first is forgotten. */
	outstandingClients: 400,
	/** Bytes of one frame on the room socket, page to host. A longer frame closes the socket. */
	frameBytes: 16 * 1024,
	/** Commands per second from one watcher. Further ones wait, and the page's socket is not read meanwhile. */
	commandsPerSecond: 50,
	/** Ms without a word from the host after which a page asks for one; and ms until the page counts a host that does not answer as gone. */
	beatMs: 3_000,
	answerMs: 5_000,
	/** Ms between two batches to watchers; the first event after a quiet spell is sent at once. A page's welcome is at most that old, or stretchEvents old. */
	batchMs: 33,
	/** Ms after which a room is written anew for pages that are too far behind to be told what happens. Until then they wait. */
	welcomeMs: 250,
	/** Unsent bytes on a room socket. Past this, the watcher is skipped, and resumes by seq. */
	watcherUnsentBytes: 256 * 1024,
	/** Characters of one part of what a watcher is sent. Longer texts go in parts, each once the socket has taken the part before it. */
	partCharacters: 64 * 1024,
	/** Events that a watcher is sent in one piece. Longer batches, and what a watcher has missed, go in pieces, as the socket takes them. */
	stretchEvents: 256,
	/** Events before now that a page is told when it comes. It may ask for those before. */
	welcomeEvents: 64,
	/** Ms for which what was written for one page, such as its room's past, is kept for others after it was last asked for. Past this, it is written anew; a page that needs more of the past than what is kept waits until then. */
	textsMs: 1_000,
	/** Characters of a room name. */
	roomName: 32,
	/** Events that a page keeps, and at any of which it can look again: about 50,000 packets. Past this, the oldest are dropped. */
	historyEvents: 150_000,
	/** Bytes of a file with a recording, and of its text once it is unpacked. A larger file is refused with a sentence. */
	recordingBytes: 64 * 1024 * 1024,
	recordingTextBytes: 128 * 1024 * 1024,
	/**
	 * Values in that text, 40 for each event, and lists and objects, 6 for each: events have 10 and 2. A recording with more is refused as too long.
	 * Ms of the room clock, ten years; any other number, as ms since the epoch the year 2286; entries of one list of its first world, as many as there
	 * are packet ids. A recording with more is damaged.
	 */
	recorded: { values: 6_000_000, lists: 900_000, ms: 315_576_000_000, number: 10_000_000_000_000, list: 65_536 },
	/** Characters of a recording that a tab keeps for when its page is loaded again. A longer one has to be opened again. */
	recordingKept: 2_000_000,
	/** Events before what the page looks at that its log has a line for. Earlier ones are left out, and a look back at them brings theirs. */
	logLines: 2_000,
	...TAPE_LIMITS,
	...CLASS_LIMITS,
	/** Packets of one message over one wire that its checklist shows. Past this, the oldest are counted. */
	exchangeRows: 40,
	/** Messages that a checklist offers to choose from. Past this, only the newest; any other is chosen in the ledger. */
	exchangeMessages: 100,
	/** Code units of a log line. Past this, the line is cut, and opens to its whole text. */
	lineCharacters: 1_000,
	/** Code units of a sentence of the narrator or for a screen reader, and of the name of a packet. Past this, it is cut: the log has the whole. */
	sentenceCharacters: 500,
	/** Filters of one session or packet, and retained topics, that the stage lists. Past this, a button draws the rest. */
	listed: 20,
	/** Events that one drawing of a page may bring for things to move to their new places. Past this, they are drawn there at once, for a second. */
	movedEvents: 256,
	/** Fates that the ledger lists, one for each message and subscriber. Past this, the newest messages are listed, and a button brings the earlier ones. */
	ledgerFates: 300,
	/** Publishes in one burst. */
	burst: 200,
	/** Steps of a script or lesson, and steps that a page remembers having made. Past this, the oldest are forgotten, and the page says so. */
	recordedSteps: 200,
	/** Characters of a packed script in a link, and of a lesson file. Longer ones are refused with a sentence. */
	linkCharacters: 16_000,
	lessonCharacters: 64 * 1024,
	/** Lab clients in one page. */
	labClients: 12,
	/** Home-made lessons that one browser keeps. A further lesson is refused with a sentence. */
	ownLessons: 20,
	/** Lessons for which one browser remembers the reader's progress. A further lesson is not remembered, an import beyond this number is refused, and the page says so. */
	progressEntries: 200,
	/** Words that a lesson explains before it asks. A lesson with more is refused with a sentence. */
	lessonWords: 8,
	/** Moments of a lesson. A lesson with more is refused with a sentence. */
	lessonMoments: 4,
	/** Lines of one moment. A moment with more is refused with a sentence. */
	momentLines: 40,
	/** Aliases in a lesson file: a few lines of aliases can expand into an endless text. Past this, the file is refused with a sentence. */
	lessonAliases: 50,
	/** Values of a lesson file, names not counted, with each alias written out. Past this, the file is refused with a sentence. */
	lessonValues: 8_000,
	/** Levels to which the parts of a lesson file nest, as its parser counts: up to three for one of the text. Past this, the file is refused with a sentence. */
	lessonDepth: 100,
	/** Texts of one kind that a browser can no longer read and that are set aside in its storage. Past this, a further text stays where it is, and nothing is kept. */
	textsSetAside: 9,
	/** Faults of a lesson that are looked for and shown. Past this, checking ends: the rest follow from the first ones. */
	lessonFaults: 20,
	/** The share of its rooms, of its hidden rooms and of its places for MQTT clients that a host gives to one source (an IPv4 address, an IPv6 /64). Past it, the oldest empty room of that source gives way, or the source is refused (503, CONNACK 3). */
	sourceShare: 0.75,
	/** Connections of one source, over all rooms, where its share of them is larger. Past it, one more is refused (503, CONNACK 3). */
	connectionsPerSource: 4_000,
	/** New rooms of one source per minute, which it may also open at once. Past it, a new room is refused (503, CONNACK 3). */
	newRoomsPerMinute: 600,
	/** TCP connections, HTTP requests and WebSocket upgrades of one source per second, and four times as many at once. Past it, they are refused (503, CONNACK 3). */
	arrivalsPerSecond: 1_000,
	/** Connections of one source that are being refused at once. Past it, one more is broken without a sentence. */
	refusalsPerSource: 32,
	/** Sources whose rates are known at once, beside those that are connected. Past it, the one that was not heard from for longest is forgotten. */
	sources: 4_096,
	/** Seconds that a room without anybody in it stays open in which nothing has ever happened. */
	unusedRoomSeconds: 60,
	/** Bytes that the clients and pages of a whole host have not read, or have sent of frames that are not whole. Past it, the slowest readers of the room that holds most are cut. */
	hostUnreadBytes: 128 * 1024 * 1024,
	/** Characters of all texts of one event, whatever a client sends: topics, client ids, previews and sentences are bounded one by one, lists are cut. */
	eventCharacters: 4_096,
	/**
	 * Bytes of all that waits in the queues and windows of a room, each message counted once, and a little for each delivery. Past this, a queue
	 * or window that holds more than sessionWaitingBytes is full, and the room says so.
	 */
	roomWaitingBytes: 32 * 1024 * 1024,
	sessionWaitingBytes: 64 * 1024,
	/**
	 * Bytes on all the wires of a room. Past this, a lane that holds more than laneBytes takes no more: clients are not read, and deliveries
	 * wait or, at QoS 0, are dropped.
	 */
	roomWireBytes: 32 * 1024 * 1024,
	laneBytes: 64 * 1024,
	/**
	 * Bytes of all buffers of a host: what has come from clients and what waits for them or for pages, in the process itself. Past a half of
	 * this, empty rooms give way; past seven tenths, if rooms hold a half of it, the room with most bytes is closed, of the source whose rooms
	 * hold most.
	 */
	hostBufferBytes: 384 * 1024 * 1024,
	/** Bytes of the events that a journal keeps, as estimated by their texts; past it, the oldest block is folded into the base, however few events are kept. */
	journalBytes: 4 * 1024 * 1024,
	/**
	 * Bytes of a client on TCP that have come before its user name, which names its room: room for the longest will and for all else before it
	 * that a room takes. Past it, the client goes to the lobby.
	 */
	firstBytes: 72 * 1024,
	/** Visitors at the door of a room that are told at once. Past this, one in doorMs is told, and the rest are counted: a flood of them leaves the room's past alone. */
	doorBurst: 20,
	/** Ms of real time, as above; and the least time between two times that the same visitor is told. */
	doorMs: 10_000,
	/** Visitors at the door that a room remembers. Past this, the one that came last longest ago is forgotten. */
	doorListed: 30,
	/** Characters of what is said of a visitor at the door, and of the advice: both may quote what the visitor sent. Past this, they are cut. */
	doorCharacters: 300,
	/** First bytes of a visitor at the door that are kept to be shown. */
	doorFirstBytes: 64,
	/** Bytes of all the clients of a host that are not in a room yet. Past it, those that hold most are cut, of the source that holds most. */
	doorBytes: 16 * 1024 * 1024,
	/** Bytes of a packet that the inspector draws one by one. Past this, it says how many more there are. */
	inspectedBytes: 512,
	/** Bytes of a payload that the inspector draws among the others. Past this, the payload is shown below, as text, JSON or hex. */
	inspectedPayload: 64,
} as const;
