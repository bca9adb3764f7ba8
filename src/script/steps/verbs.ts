import { add } from "./add.ts";
import { awaiting } from "./await.ts";
import { clear } from "./clear.ts";
import { connect } from "./connect.ts";
import { cut } from "./cut.ts";
import { delay } from "./delay.ts";
import { disconnect } from "./disconnect.ts";
import { letGo } from "./let-go.ts";
import { acknowledge, crash, withhold } from "./next-ack.ts";
import { pause } from "./pause.ts";
import { publish } from "./publish.ts";
import { remove } from "./remove.ts";
import { rename } from "./rename.ts";
import { restart } from "./restart.ts";
import { resume } from "./resume.ts";
import { set } from "./set.ts";
import { settings } from "./settings.ts";
import { step } from "./step.ts";
import { subscribe } from "./subscribe.ts";
import { takeover } from "./takeover.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { violate } from "./violate.ts";
import { wireDelay } from "./wire-delay.ts";
import { hold, mend, release, silence } from "./wire-states.ts";

/** The verbs that a script can hold. A new verb is a file beside this one and a line here; the compiler says where else the verb must be handled. */
export const SCRIPTED = {
	connect,
	disconnect,
	cut,
	silence,
	mend,
	hold,
	release,
	"let-go": letGo,
	"wire-delay": wireDelay,
	crash,
	withhold,
	acknowledge,
	takeover,
	violate,
	subscribe,
	unsubscribe,
	publish,
	pause,
	resume,
	step,
	settings,
	restart,
	await: awaiting,
};

/** Other verbs that a person has: they send nothing over MQTT, or mean nothing in another room. */
export const UNSCRIPTED = { add, remove, rename, set, delay, clear };
