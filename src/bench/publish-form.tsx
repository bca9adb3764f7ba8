import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";
import { QosPicker } from "#kit/qos-picker.tsx";
import type { PublishSetup } from "#lab/setup.ts";
import { useWorld } from "#script/playground.ts";
import { Word } from "#words/word.tsx";
import { asText, DraftField } from "./draft-field.tsx";
import { nextName, wholeNumber } from "./next-name.ts";
import { QosLabel } from "./qos-label.tsx";
import { RetainSwitch } from "./retain-switch.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./publish-form.css";

export function PublishSection({ own }: { own: OwnClient }) {
	const { publish } = own.setup;
	const set = (change: Partial<PublishSetup>) => own.set({ publish: { ...publish, ...change } });
	const send = () => own.act({ do: "publish", client: own.clientId, ...publish });
	return (
		<section className="client-section publish-form" aria-label={`Publish from ${own.clientId}`}>
			<h3 className="legend">
				<Word of="publish">Publish</Word>
				<span>
					<Word of="topic">topic</Word>, <Word of="payload">payload</Word>
				</span>
			</h3>
			<div className="publish-form-what">
				<DraftField
					label="Topic"
					sets="publish.topic"
					hideLabel
					value={publish.topic}
					parse={asText}
					onChange={(topic) => set({ topic })}
					onEnter={send}
				/>
				<DraftField
					label="Payload"
					sets="publish.payload"
					hideLabel
					value={publish.payload}
					parse={asText}
					onChange={(payload) => set({ payload })}
					onEnter={send}
				/>
			</div>
			<div className="publish-form-how">
				<QosLabel />
				<QosPicker label="Publish QoS" sets="publish.qos" value={publish.qos} onChange={(qos) => set({ qos })} />
				<RetainSwitch sets="publish.retain" retain={publish.retain} onChange={(retain) => set({ retain })} />
			</div>
			<div className="publish-form-send">
				<PublishButton own={own} />
				<span className="publish-form-times">
					<span aria-hidden="true">×</span>
					<DraftField
						label="Times"
						hideLabel
						inputMode="numeric"
						value={publish.times}
						parse={(text) => wholeNumber(text, 1, LIMITS.burst)}
						wrong={`A whole number, 1 to ${LIMITS.burst}`}
						onChange={(times) => set({ times })}
						onEnter={send}
					/>
				</span>
			</div>
		</section>
	);
}

/** Names the message that the button would send. */
export function PublishButton({ own, size }: { own: OwnClient; size?: "small" | undefined }) {
	const named = useWorld((world) => world.named);
	const { publish } = own.setup;
	const topicless = publish.topic === "" ? "A topic has at least one character" : undefined;
	return (
		<Button
			look="primary"
			size={size}
			className="publish-form-button"
			disabled={own.phase.online ? topicless : "Connect first"}
			onClick={() => own.act({ do: "publish", client: own.clientId, ...publish })}
		>
			Publish {nextName(named, publish.retain, publish.times)}
		</Button>
	);
}
