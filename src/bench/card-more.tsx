import { type ReactNode, Suspense, useId, useState } from "react";
import { Icon } from "#kit/icon.tsx";
import { late } from "#kit/late.tsx";
import { useReveal } from "#kit/use-reveal.ts";
import { PublishSection } from "./publish-form.tsx";
import { ReceivedSection } from "./received-list.tsx";
import { SubscribeSection } from "./subscribe-form.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./card-more.css";

const MoreSettings = late(async () => (await import("./more-settings.tsx")).MoreSettings);

/** The half that this card does not show first, and the rest of CONNECT: two disclosures on one line. */
export function CardMore({ own }: { own: OwnClient }) {
	const publisher = own.setup.side === "publisher";
	const used = publisher
		? Object.keys(own.session?.subscriptions ?? {}).length > 0 || (own.client?.receivedCount ?? 0) > 0
		: (own.client?.publishes ?? false);
	const [toggled, setToggled] = useState<boolean | null>(null);
	const [settings, setSettings] = useState(false);
	const ids = useId();
	const half = toggled ?? used;
	const halfPlace = useReveal<HTMLDivElement>(half);
	const settingsPlace = useReveal<HTMLDivElement>(settings, true);
	return (
		<>
			<div className="client-section card-more">
				<Disclose open={half} controls={`${ids}-half`} onToggle={() => setToggled(!half)}>
					{publisher ? "Subscribe too" : "Publish too"}
				</Disclose>
				<Disclose open={settings} controls={`${ids}-more`} onToggle={() => setSettings(!settings)}>
					<span className="sr">More: </span>Keep alive, will, faults
				</Disclose>
			</div>
			{half && (
				<div ref={halfPlace} id={`${ids}-half`}>
					{publisher ? (
						<>
							<SubscribeSection own={own} />
							<ReceivedSection client={own.client} session={own.session} clientId={own.clientId} />
						</>
					) : (
						<PublishSection own={own} />
					)}
				</div>
			)}
			{settings && (
				<div ref={settingsPlace} id={`${ids}-more`} className="client-section">
					<Suspense>
						<MoreSettings own={own} />
					</Suspense>
				</div>
			)}
		</>
	);
}

function Disclose({ open, controls, onToggle, children }: { open: boolean; controls: string; onToggle: () => void; children: ReactNode }) {
	return (
		<button type="button" className="card-more-toggle" aria-expanded={open} aria-controls={open ? controls : undefined} onClick={onToggle}>
			<Icon n={open ? "down" : "right"} s={13} />
			<span>{children}</span>
		</button>
	);
}
