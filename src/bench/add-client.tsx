import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";
import { useLabClients, usePlayground } from "#script/playground.ts";
import { freeClientId } from "./next-name.ts";
import "./add-client.css";

/** Adds one more client to this page. The stage shows the button of each side under that side's column. */
export function AddClient() {
	const { room, lab, perform } = usePlayground();
	const own = useLabClients();
	const full = Object.keys(own).length >= LIMITS.labClients ? `One page holds ${LIMITS.labClients} clients` : undefined;
	const add = (kind: "pub" | "sub") => {
		const client = freeClientId(kind, lab.getState(), room.getState().live);
		void perform({ do: "add", client, setup: { side: kind === "pub" ? "publisher" : "subscriber" } });
	};
	return (
		<div className="add-client">
			<Button look="ghost" size="small" icon="plus" data-adds="publisher" disabled={full} onClick={() => add("pub")}>
				Add publisher
			</Button>
			<Button look="ghost" size="small" icon="plus" data-adds="subscriber" disabled={full} onClick={() => add("sub")}>
				Add subscriber
			</Button>
		</div>
	);
}
