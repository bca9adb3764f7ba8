import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { LongText } from "#kit/long-text.tsx";
import { Puck } from "#kit/puck.tsx";
import { QosPicker } from "#kit/qos-picker.tsx";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import { asText, DraftField } from "./draft-field.tsx";
import { QosLabel } from "./qos-label.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./subscribe-form.css";

export function SubscribeSection({ own }: { own: OwnClient }) {
	const { subscribe } = own.setup;
	const current = Object.entries(own.session?.subscriptions ?? {});
	const online = own.phase.online;
	const [first] = current;
	// there is one subscription, and the form names it, so the form is enough
	const one = current.length === 1 && first?.[0] === subscribe.filter ? first[1] : null;
	const send = () => own.act({ do: "subscribe", client: own.clientId, ...subscribe });
	return (
		<section className="client-section" aria-label={`Subscriptions of ${own.clientId}`}>
			<h3 className="legend">
				<Word of="subscription">{current.length > 1 ? "Subscriptions" : "Subscription"}</Word>
				<span>
					<Word of="filter">filter</Word>
					<Marked>{current.length === 0 ? ": none on the broker" : one === null ? "" : `, granted QoS ${one.qos}`}</Marked>
				</span>
			</h3>
			{current.length > 0 && one === null && (
				<ul className="subscribe-form-list">
					{current.map(([filter, { qos }]) => (
						<li key={filter}>
							<span className="wire">
								<LongText text={filter} />
							</span>
							<span className="subscribe-form-granted">
								<Puck qos={qos} fate="outline" h={14} /> QoS {qos}
							</span>
							<Unsubscribe own={own} filter={filter} online={online} />
						</li>
					))}
				</ul>
			)}
			<div className="subscribe-form-what">
				<DraftField
					label="Topic filter"
					sets="subscribe.filter"
					hideLabel
					value={subscribe.filter}
					parse={asText}
					onChange={(filter) => own.set({ subscribe: { ...subscribe, filter } })}
					onEnter={send}
				/>
				{one !== null && <Unsubscribe own={own} filter={subscribe.filter} online={online} />}
			</div>
			<div className="subscribe-form-how">
				<QosLabel />
				<QosPicker
					label="Subscription QoS"
					sets="subscribe.qos"
					value={subscribe.qos}
					onChange={(qos) => own.set({ subscribe: { ...subscribe, qos } })}
				/>
				<SubscribeButton own={own} />
			</div>
		</section>
	);
}

function Unsubscribe({ own, filter, online }: { own: OwnClient; filter: string; online: boolean }) {
	return (
		<IconButton
			size="small"
			s={13}
			icon="cross"
			label={`Unsubscribe ${filter}`}
			disabled={online ? undefined : "Connect first"}
			onClick={() => own.act({ do: "unsubscribe", client: own.clientId, filter })}
		/>
	);
}

export function SubscribeButton({ own, size }: { own: OwnClient; size?: "small" | undefined }) {
	const { subscribe } = own.setup;
	const again = own.session?.subscriptions[subscribe.filter] !== undefined;
	const empty = subscribe.filter === "" ? "A filter has at least one character" : undefined;
	return (
		<Button
			wide={size === undefined}
			size={size}
			look={again ? undefined : "primary"}
			disabled={own.phase.online ? empty : "Connect first"}
			onClick={() => own.act({ do: "subscribe", client: own.clientId, ...subscribe })}
		>
			{again ? "Subscribe again" : "Subscribe"}
		</Button>
	);
}
