import type { ReactNode } from "react";
import type { CardForm } from "#kit/card-form.ts";
import { Lamp } from "#kit/lamp.tsx";
import { LongText } from "#kit/long-text.tsx";
import { asksClean } from "#model/asks-clean.ts";
import { isHeld, isSilent } from "#script/client-phase.ts";
import { type PhaseText, usePhase } from "#script/phase-text.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { Marked } from "#words/marked.tsx";
import { CutButton } from "./connect-section.tsx";
import { LeaveMenu } from "./leave-menu.tsx";
import { deedsText, originText } from "./origin-text.ts";
import { OwnHalf } from "./own-half.tsx";
import { ReceivedSection } from "./received-list.tsx";
import "./client.css";
import "./guest-card.css";

type GuestProps = {
	clientId: string;
	form: CardForm;
	/** What else a card of this page has to say while somebody else holds its name; icons: what it can do, where there is one line for it. */
	taken?:
		| { readonly phase: PhaseText; readonly head: ReactNode; readonly acts: ReactNode; readonly icons: ReactNode; readonly says: string }
		| undefined;
};

/** A client that is not of this page: it can be watched, and its cable can be cut, held or made to fall silent. */
export function GuestCard({ clientId, form, taken }: GuestProps) {
	const { perform } = usePlayground();
	const client = useWorld((world) => world.clients[clientId]);
	const session = useWorld((world) => world.sessions[clientId]);
	const silent = useWorld((world) => isSilent(world, clientId));
	const held = useWorld((world) => isHeld(world, clientId));
	const told = usePhase(clientId);
	const phase = taken?.phase ?? told;
	const deeds = deedsText(client);
	const its = { client, clientId, silent, held, act: (step: Step) => void perform(step) };
	const isRow = form === "row" || form === "line";
	const clean = useWorld((world) => (client === undefined ? session?.cleanSession : asksClean(world, client)));
	const said = [originText(client?.origin), ...(deeds === "" ? [] : [deeds])].join(", ");
	return (
		<article
			className={form === "full" ? "client guest-card" : `client guest-card ${isRow ? `row ${form}` : form}`}
			aria-label={`Client ${clientId}, ${phase.word.toLowerCase()}`}
			data-plugged={phase.plugged}
			data-absent={phase.lamp === "absent" || undefined}
		>
			{taken?.head ?? (
				<header className="client-head">
					<div>
						<h2>
							<LongText text={clientId} />
						</h2>
						{!isRow && (
							<p className="client-role">
								<Marked>{said}</Marked>
							</p>
						)}
					</div>
					<Lamp look={phase.lamp} word={phase.word} />
				</header>
			)}
			{isRow ? (
				<div className="client-row-acts">
					{taken?.icons}
					<CutButton own={its} size="icon" />
					{phase.plugged && <LeaveMenu own={its} />}
					<span className="client-row-main">
						<span className="client-role">
							<Marked>{said}</Marked>
						</span>
					</span>
				</div>
			) : (
				<div className="client-section guest-card-acts">
					<p className="wire">
						<Marked>{clean === undefined ? "" : `clean_session = ${clean}`}</Marked>
					</p>
					{form === "bar" && taken?.icons}
					<CutButton own={its} size={form === "bar" ? "icon" : "small"} />
					{phase.plugged && <LeaveMenu own={its} />}
				</div>
			)}
			{taken !== undefined && !isRow && (
				<div className="client-section guest-card-taken">
					<p className="client-hint">
						<Marked>{taken.says}</Marked>
					</p>
					{form !== "bar" && <div className="guest-card-taken-acts">{taken.acts}</div>}
				</div>
			)}
			{form === "full" && client !== undefined && client.keepAlive > 0 && (
				<p className="client-section client-hint">
					<Marked>{`Keep alive ${client.keepAlive} s: after 1.5 times that in silence, the broker ends the connection.`}</Marked>
				</p>
			)}
			{form === "full" && <OwnHalf client={client} reloaded={null} />}
			{form === "full" && (client?.receivedCount ?? 0) > 0 && <ReceivedSection client={client} session={session} clientId={clientId} />}
		</article>
	);
}
