import { useEffect, useState } from "react";
import { Button } from "#kit/button.tsx";
import { beginPlaying, playOn } from "#recording/play.ts";
import { usePlayground } from "#script/playground.ts";

/** Moves the cursor through a recording as fast as the room’s clock went. */
export function PlayRecording() {
	const { room } = usePlayground();
	const [playing, setPlaying] = useState(false);
	useEffect(() => {
		if (!playing) return;
		let last = performance.now();
		let frame = requestAnimationFrame(turn);
		function turn(now: number) {
			const goesOn = playOn(room, now - last);
			last = now;
			if (goesOn) frame = requestAnimationFrame(turn);
			else setPlaying(false);
		}
		return () => cancelAnimationFrame(frame);
	}, [playing, room]);
	return (
		<div className="transport-keys">
			<Button
				look="primary"
				size="big"
				icon={playing ? "pause" : "play"}
				title="Shows what happened, at the pace at which it happened"
				onClick={() => {
					if (!playing) beginPlaying(room);
					setPlaying(!playing);
				}}
			>
				{playing ? "Stop" : "Play"}
			</Button>
		</div>
	);
}
