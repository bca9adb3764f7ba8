import { useState } from "react";
import type { CardForm } from "#kit/card-form.ts";
import type { LabClient } from "#lab/setup.ts";
import { CardBody } from "./card-body.tsx";
import { CardHead } from "./card-head.tsx";
import { ClientBar } from "./client-bar.tsx";
import { ClientRow } from "./client-row.tsx";
import { CompactCard } from "./compact-card.tsx";
import { GuestCard } from "./guest-card.tsx";
import { CardSheet, OpenCard } from "./open-card.tsx";
import { TakenCard } from "./taken-card.tsx";
import { type OwnClient, useHolder, useLabClient, useOwnClient } from "./use-client.ts";
import "./client.css";

/** The card on which a person acts as one client. Clients of other pages and guests can only be watched, cut and silenced. */
export function ClientCard({ clientId, form }: { clientId: string; form: CardForm }) {
	const lab = useLabClient(clientId);
	const holder = useHolder(clientId);
	if (lab === undefined) return <GuestCard clientId={clientId} form={form} />;
	return holder === "elsewhere" ? <TakenCard lab={lab} form={form} /> : <OwnCard lab={lab} form={form} />;
}

function OwnCard({ lab, form }: { lab: LabClient; form: CardForm }) {
	const own = useOwnClient(lab);
	const [open, setOpen] = useState(false);
	if (form === "full") return <FullCard own={own} />;
	return (
		<OpenCard value={() => setOpen(true)}>
			<SmallCard own={own} form={form} />
			<CardSheet own={own} open={open} onClose={() => setOpen(false)} />
		</OpenCard>
	);
}

function SmallCard({ own, form }: { own: OwnClient; form: Exclude<CardForm, "full"> }) {
	if (form === "row" || form === "line") return <ClientRow own={own} form={form} />;
	return form === "bar" ? <ClientBar own={own} /> : <CompactCard own={own} />;
}

function FullCard({ own }: { own: OwnClient }) {
	const { phase } = own;
	return (
		<article
			className="client"
			aria-label={`Client ${own.clientId}, ${phase.word.toLowerCase()}`}
			data-plugged={phase.plugged}
			data-absent={phase.lamp === "absent" || undefined}
		>
			<CardHead own={own} />
			<CardBody own={own} />
		</article>
	);
}
