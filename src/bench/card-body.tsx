import { useStore } from "zustand";
import { usePlayground, useReviewing, useWorld } from "#script/playground.ts";
import { AckNote } from "./ack-note.tsx";
import { CardMore } from "./card-more.tsx";
import { CleanSection, ConnectSection } from "./connect-section.tsx";
import { OwnHalf } from "./own-half.tsx";
import { PublishSection } from "./publish-form.tsx";
import { ReceivedSection } from "./received-list.tsx";
import { reloadedText } from "./reloaded-text.ts";
import { SubscribeSection } from "./subscribe-form.tsx";
import type { OwnClient } from "./use-client.ts";

/** Everything but the head: on the full card, and in the sheet that the smaller forms open. */
export function CardBody({ own }: { own: OwnClient }) {
	const reloaded = useReloaded(own);
	return (
		<>
			<CleanSection own={own} />
			<ConnectSection own={own} />
			{own.setup.side === "publisher" ? (
				<PublishSection own={own} />
			) : (
				<>
					<SubscribeSection own={own} />
					<ReceivedSection client={own.client} session={own.session} clientId={own.clientId} />
				</>
			)}
			<OwnHalf client={own.client} reloaded={reloaded} />
			<CardMore own={own} />
			<AckNote clientId={own.clientId} />
		</>
	);
}

/** What is said of a client that was plugged in when the page was reloaded, and has not connected since; null: this one was not. */
function useReloaded({ clientId, client, session }: OwnClient): string | null {
	const settings = useWorld((world) => world.settings);
	const reloaded = useStore(usePlayground().lab, (state) => state.reloaded.includes(clientId));
	const reviewing = useReviewing();
	return reloaded && !reviewing ? reloadedText(client, session, settings) : null;
}
