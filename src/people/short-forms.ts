/** Answers that would take more than two lines on a phone, in fewer words: by lesson, then by answer. */
export const SHORT_FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"test-1": {
		waits: "Its session, and three messages in it.",
		nothing: "Its session, but none of the messages.",
	},
	"test-2": {
		waits: "All three wait and arrive when sub-1 is back.",
	},
	"test-3": {
		waits: "All three wait and arrive when sub-1 is back.",
	},
	"test-4": {
		waits: "All three wait and arrive when sub-1 is back.",
		"after-subscribe": "Nothing arrives until sub-1 subscribes again.",
	},
	resume: {
		connection: "No. The session has no subscription in it.",
		anew: "No. DISCONNECT ended its session.",
	},
	"publishers-own": {
		"goes-with-it": "Nothing: 21.5 was thrown away when pub-1 left.",
	},
	"new-name": {
		"same-app": "One, that of the app, which has received 21.5.",
		"tidied-up": "One, that of app-93. The other two have ended.",
		orphans: "Three sessions. 21.5 waits in two of them.",
	},
	"opposite-state": {
		newest: "“off” from its queue, then “off” as retained.",
	},
	"lost-on-the-way-up": {
		kept: "No: pub-1 has a copy, but does not send it.",
	},
};
