/** The bounds of a class: each with its unit, and what happens when it is reached. */
export const CLASS_LIMITS = {
	/** Seats of a class. Past this, a phone is told that the room is full. */
	seats: 60,
	/** MQTT connections of one seat, or of one guest's address, at once. Past this, a CONNECT is answered with return code 5. */
	connectionsPerSeat: 3,
	/** Sockets of one seat, or of one guest's address, at once, whether a CONNECT has come on them or not. Past this, one more is refused (503, CONNACK 3). */
	socketsPerSeat: 4,
	/** Sockets of all guests of a class at once: past this, one more is refused, so that seats have theirs. */
	guestSockets: 60,
	/** Of the connections of a class, those that are left to the host. */
	hostPlaces: 12,
	/** Sessions of one guest's address, those of its clients that are away among them. Past this, a CONNECT for one more is answered with return code 5. */
	sessionsPerGuest: 10,
	/** The same for all guests together. */
	guestSessions: 60,
	/** Bytes of all filters of one seat, or of one guest's address. Past this, a further filter gets 0x80. */
	filterBytesPerShare: 4_096,
	/** Retained messages of one seat, or of one guest's address. Past this, a message on a new topic is passed on and not retained. */
	retainedPerShare: 12,
	/** Bytes of their topics and payloads: the same. */
	retainedBytesPerShare: 131_072,
	/** Screens of one address at once. Past this, one more is told so; one that shows the key of the host is always let in. */
	screensPerAddress: 8,
	/** Ms after which a seat that its phone has left without a word of its own may be given to another phone, if there is no other. */
	seatKeptMs: 600_000,
	/** Pages of one seat at once. Past this, a further page is told so. */
	pagesPerSeat: 2,
	/** PUBLISH packets that one seat, or one guest, gets through in a second. Further ones wait at the wire's end; past intakeBytes of them, their socket is not read. */
	seatMessagesPerSecond: 20,
	/** Ms after which a page that has a seat says a word, whatever else it has said. */
	seatBeatMs: 5_000,
	/** Ms after a message within which a page that has a seat says that its client has received it. */
	receivedMs: 500,
	/** Ms without a word after which a seat is "not answering". */
	seatSilentMs: 15_000,
	/** Events that a host keeps of what it tells a seat, on top of a base: see journalEvents. */
	seatEvents: 128,
	/** Settled messages that a seat is told of when its page comes. Older ones are told as sums. */
	seatMessages: 60,
	/** Ms in which a page of a class says what it wants to be. Past this, the page is a screen. */
	helloMs: 2_000,
	/** Ms within which class frames gather changes. */
	classBatchMs: 150,
	/** Ms during which a removal can be taken back with one press. */
	undoMs: 8_000,
	/** Answers of a question. */
	answers: 6,
	/** Moments that are told before a question. */
	setupMoments: 4,
	/** Seats that are drawn with a wire of their own. */
	spotlights: 2,
	/** Characters of a name that a seat gives itself. */
	seatNameCharacters: 24,
	/** Characters of what names something in a class: a question, a lesson. */
	classShortCharacters: 64,
	/** Characters of a sentence in a class. */
	classSentenceCharacters: 240,
	/** Characters of a key or a token. Past this, a frame is refused. */
	keyCharacters: 64,
	/** Random bytes of a host key, of a seat's token and of a page's ticket. */
	keyBytes: 16,
} as const;
