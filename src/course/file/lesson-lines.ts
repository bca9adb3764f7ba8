import type * as z from "zod/mini";
import type { LessonLine } from "#course/lesson.ts";
import { TOPIC } from "#lab/defaults.ts";
import type { StepOf } from "#script/step.ts";
import type { QoS } from "#script/steps/fields.ts";

/** A line as it may be written: a field with a default may be left out. */
type Line = z.input<typeof LessonLine>;
type Connect = Omit<StepOf<"connect">, "do" | "client">;
type Bits = { readonly qos: z.infer<typeof QoS>; readonly retain?: boolean };

/** The lines that lessons are made of. A line without a sentence of its own gets one from its step. */
export function line(step: Line["step"], says?: string): Line {
	return says === undefined ? { step } : { says, step };
}

export function connect(client: string, setup: Connect, says?: string): Line {
	return line({ do: "connect", client, ...setup }, says);
}

export function subscribe(client: string, qos: z.infer<typeof QoS>, says?: string): Line {
	return line({ do: "subscribe", client, filter: TOPIC, qos }, says);
}

export function publish(client: string, payload: string, bits: Bits, says?: string): Line {
	return line({ do: "publish", client, topic: TOPIC, payload, ...bits }, says);
}

export function disconnect(client: string, says?: string): Line {
	return line({ do: "disconnect", client }, says);
}

export function cut(client: string, says?: string): Line {
	return line({ do: "cut", client }, says);
}

export function silence(client: string, says?: string): Line {
	return line({ do: "silence", client }, says);
}

/** Goes on as soon as the packet is on its wire, or the cable is cut: nothing else should arrive yet. */
export function onlySent(sent: Line): Line {
	return { ...sent, goesOn: "sent" };
}
