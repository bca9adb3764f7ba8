import { QosPicker } from "#kit/qos-picker.tsx";
import { Switch } from "#kit/switch.tsx";
import type { WillSetup } from "#lab/setup.ts";
import { Marked } from "#words/marked.tsx";
import { asText, DraftField } from "./draft-field.tsx";
import { Faults } from "./faults.tsx";
import { wholeNumber } from "./next-name.ts";
import { RetainSwitch } from "./retain-switch.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./more-settings.css";

/** What the next CONNECT carries besides clean_session, and what is to go wrong. */
export function MoreSettings({ own }: { own: OwnClient }) {
	const { keepAlive, will } = own.setup;
	return (
		<div className="more-settings">
			<div className="more-settings-first">
				<DraftField
					label="Keep alive, seconds"
					sets="connect.keep-alive"
					heading={<Marked>Keep alive, seconds</Marked>}
					inputMode="numeric"
					value={keepAlive}
					parse={(text) => wholeNumber(text, 0, 65_535)}
					wrong="A whole number, 0 to 65535"
					onChange={(next) => own.set({ keepAlive: next })}
				/>
				<Switch
					label="Leave a will"
					sets="connect.will"
					checked={will !== null}
					onChange={(on) => own.set({ will: on ? lastWords(own) : null })}
				/>
			</div>
			<p className="client-hint">
				<Marked>
					0 = off. Over a slow wire a short keep alive ends the connection: the broker has to get a packet at least every 1.5 × keep alive.
				</Marked>
			</p>
			{will === null ? (
				<p className="client-hint">
					<Marked>The broker publishes the will when this client leaves without DISCONNECT.</Marked>
				</p>
			) : (
				<WillForm will={will} onChange={(next) => own.set({ will: next })} />
			)}
			<Faults own={own} />
		</div>
	);
}

/** On the topic of the card's messages: a client that subscribes to these, as every card does at first, gets the will too. */
function lastWords({ clientId, setup }: OwnClient): WillSetup {
	return { topic: setup.publish.topic, payload: `${clientId} is gone`, qos: 0, retain: false };
}

function WillForm({ will, onChange }: { will: WillSetup; onChange: (will: WillSetup) => void }) {
	return (
		<>
			<div className="more-settings-what">
				<DraftField
					label="Will topic"
					sets="will.topic"
					hideLabel
					value={will.topic}
					parse={asText}
					onChange={(topic) => onChange({ ...will, topic })}
				/>
				<DraftField
					label="Will payload"
					sets="will.payload"
					hideLabel
					value={will.payload}
					parse={asText}
					onChange={(payload) => onChange({ ...will, payload })}
				/>
			</div>
			<div className="more-settings-how">
				<QosPicker label="Will QoS" sets="will.qos" value={will.qos} onChange={(qos) => onChange({ ...will, qos })} />
				<RetainSwitch sets="will.retain" retain={will.retain} onChange={(retain) => onChange({ ...will, retain })} />
			</div>
			<p className="client-hint">
				<Marked>The will is carried by the next CONNECT.</Marked>
			</p>
		</>
	);
}
