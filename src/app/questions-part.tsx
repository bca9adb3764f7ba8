import { useState } from "react";
import { freshRoomCode } from "#landing/room-code.ts";
import type { QuestionsAt } from "#questions/places.ts";
import { QuestionsScreen } from "#questions/questions-screen.tsx";
import { readSeen } from "#questions/seen.ts";
import type { Term } from "#words/term.ts";
import { groups } from "#words/terms.ts";
import { tryHref } from "#words/try-it.ts";
import { WordsList } from "#words/words-list.tsx";
import { go } from "./router.ts";
import { storageOf } from "./storages.ts";

/** Questions and words of a room, with what this browser remembers of them. Loaded when they are first shown. */
export function QuestionsPart(at: QuestionsAt) {
	// A run clears its room: it gets a fresh one, so that nothing here is lost.
	const [fresh] = useState(() => freshRoomCode().toLowerCase());
	const tryIt = (term: Term) => void tryHref(term.tryIt, at.room).then(go);
	return (
		<QuestionsScreen
			// another list or question is another page, with a search of its own
			key={`${at.screen} ${at.question} ${at.within}`}
			{...at}
			seen={readSeen(storageOf("localStorage"))}
			runHref={(question) => `/r/${fresh}?question=${question}`}
			words={{ groups: groups(), list: (place) => <WordsList {...place} tryIt={tryIt} /> }}
		/>
	);
}
