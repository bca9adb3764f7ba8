import { type DragEvent, useState } from "react";
import { droppedFile } from "./dropped.ts";

/** Somewhere to drop a file. over: something is held over it. onRefused: hears why it is not taken. Dropping is a second way: the first is a button. */
export function useDrop(onFile: (file: File) => void, onRefused: (says: string) => void) {
	const [over, setOver] = useState(false);
	const handlers = {
		onDragOver(event: DragEvent) {
			event.preventDefault();
			setOver(true);
		},
		onDragLeave({ currentTarget, relatedTarget }: DragEvent) {
			// From one part of it to another it is not left.
			if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
		},
		onDrop(event: DragEvent) {
			event.preventDefault();
			setOver(false);
			const dropped = droppedFile(event.dataTransfer);
			if (typeof dropped === "string") onRefused(dropped);
			else onFile(dropped);
		},
	};
	return { over, handlers };
}
