const NUMBERED = "MQTT-";

/** The parts of an id: "4.3.2-1", and whether that is a section, text that carries no id of its own. */
export function clauseParts(id: string): { readonly number: string; readonly isSection: boolean } {
	const isSection = !id.startsWith(NUMBERED);
	return { number: isSection ? id : id.slice(NUMBERED.length), isSection };
}

/** How an id is written on the screen: "3.1.1 [MQTT-4.3.2-1]", "3.1.1 section 4.1". */
export function clauseLabel(id: string): string {
	return clauseParts(id).isSection ? `3.1.1 section ${id}` : `3.1.1 [${id}]`;
}
