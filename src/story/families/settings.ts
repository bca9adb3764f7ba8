import type { Family } from "#story/family.ts";
import { roomLine } from "#story/line-body.ts";
import { sayRestart } from "#story/say-restart.ts";
import { logSettings, saySettings } from "#story/say-settings.ts";

/** The settings of the broker, and its restarts. */
export const SETTINGS_WORDS: Family<"settings.changed" | "broker.restarted" | "broker.failed"> = {
	"settings.changed": {
		line: (event, worlds) => roomLine(logSettings(event, worlds)),
		narration: saySettings,
	},
	"broker.failed": {
		line: () => roomLine("The broker could not be started again: nothing answers until it is restarted"),
		narration: () => "The broker could not be started again. Nothing answers until it is restarted.",
		announcement: () => "at-once",
	},
	"broker.restarted": {
		line: (event, worlds) => ({ ...roomLine(sayRestart(event, worlds)), clause: "4.1" }),
		narration: (event, worlds) => `${sayRestart(event, worlds)}.`,
		announcement: () => "at-once",
	},
};
