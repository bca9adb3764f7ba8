/** The lesson that docs/lessons.md shows, for tests. */
export const LESSON_FILE = `# A lesson for Slow Wire
format: 1
id: kept-and-empty
group: My class
title: The session is kept. Is the message?
short: persistent, 0 and 0
asks: sub-1 comes back to its session. Does it have the message that was published while it was away?
watches: [ sub-1 ]
moments:
  - title: sub-1 subscribes, then leaves
    lines:
      - step: { do: connect, client: sub-1, cleanSession: false }
      - step: { do: subscribe, client: sub-1, filter: home/temp, qos: 0 }
      - says: sub-1 says goodbye. Its session stays.
        step: { do: disconnect, client: sub-1 }
  - title: While sub-1 is away
    lines:
      - step: { do: connect, client: pub-1 }
      - step: { do: publish, client: pub-1, topic: home/temp, payload: "21.5", qos: 0 }
  - title: sub-1 comes back
    lines:
      - step: { do: connect, client: sub-1, cleanSession: false }
answers:
  - id: arrives
    says: The message waits and arrives.
    because: The session is kept, so the message waits in it.
    sees:
      - { sub-1: { session: persistent, received: [] } }
      - { sub-1: { queue: [ "21.5" ] } }
      - { sub-1: { received: [ "21.5" ] } }
  - id: nothing
    says: Nothing arrives.
    because: QoS 0 messages are not queued, not even in a session that is kept.
    sees:
      - { sub-1: { session: persistent, received: [] } }
      - { sub-1: { queue: [], dropped: [ "21.5" ] } }
      - { sub-1: { sessionPresent: true, received: [] } }
comes: nothing
explain:
  title: The session was kept. The message was never in it.
  says:
    - While a client with a kept session is away, only QoS 1 and 2 are kept for it.
  clauses: [ MQTT-3.1.2-5 ]
follow:
  asks: Make the message arrive. Change one thing.
  goal: { sub-1: { received: [ "21.5" ] } }
  changes:
    - { switch: publish-qos, client: pub-1, to: 1 }
    - { switch: broker, settings: { queueQos0Messages: true } }
  shows: 1
  hints: []
`;
