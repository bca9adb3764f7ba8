/** What a page keeps for its tape, inspector and exports: a part of LIMITS. */
export const TAPE_LIMITS = {
	/** Packets that a page keeps for its tape, inspector and exports. Past this, the oldest sixteenth is dropped, and the tape says so. */
	tapePackets: 50_000,
	/** Changes of what waits in sessions that a page keeps for its tape. Past this, the older half goes: the tape shows those sessions without their messages. */
	tapeSteps: 100_000,
	/** Sessions of one client that a page keeps for its tape. Past this, the oldest is no longer drawn. */
	tapeSessions: 500,
	/** Changes of the fates of messages that a page keeps for its tape. Past this, the oldest messages are drawn as their packets ended. */
	tapeFates: 200_000,
	/** Times that a room was cleared that a page keeps for its tape. Past this, the oldest is forgotten: messages of one name before and after it are taken for one. */
	tapeClears: 1_000,
	/** Stretches of a room's past that a page has missed, as it keeps them for its tape. Past this, the oldest two are told as one. */
	tapeGaps: 1_000,
	/** Changes of the delay of a room, and of one wire, that a page keeps for its tape. Past this, the older half goes: packets before that are drawn at the pace they left with. */
	tapePaces: 10_000,
	/** Connections, and clients with sessions or with copies, that a page keeps for its tape. Past this, those that were over first go, a sixteenth together, and are no longer drawn. */
	tapeConnections: 20_000,
	tapeClients: 5_000,
	/** Changes of the copies that one client keeps of what it published. Past this, the older half goes. */
	tapeCopySteps: 4_000,
	/** Messages of one session or client that the tape tells one by one. Past this, it tells how many there are. */
	tapeRows: 3,
	/** Copies of one message for one subscriber that the tape counts. Past this, only the newest. */
	tapeCopies: 20,
} as const;
