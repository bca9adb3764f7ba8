import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { Switch } from "#kit/switch.tsx";
import { asksClean } from "#model/asks-clean.ts";
import { useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import { LeaveMenu } from "./leave-menu.tsx";
import { canConnect, cleanHint, connectReasons } from "./phase-text.ts";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./connect-section.css";

export function CleanSection({ own, hint = true }: { own: OwnClient; hint?: boolean | undefined }) {
	const { cleanSession } = own.setup;
	const now = useWorld((world) => {
		const { client } = own;
		return client === undefined || client.phase.phase === "offline" ? null : asksClean(world, client);
	});
	const says = cleanHint(cleanSession, now);
	return (
		<div className="client-section connect-section-clean">
			<div className="connect-section-line">
				<span className="wire">
					<Word of="clean-session-flag">clean_session</Word> = {String(cleanSession)}
				</span>
				<Switch
					checked={cleanSession}
					onChange={(next) => own.set({ cleanSession: next })}
					label="clean_session"
					sets="connect.clean"
					hideLabel
					title={hint ? undefined : says}
				/>
			</div>
			{hint && (
				<p className="client-hint">
					<Marked>{says}</Marked>
				</p>
			)}
		</div>
	);
}

export function ConnectSection({ own }: { own: OwnClient }) {
	return (
		<div className="client-section connect-section">
			<ConnectButton own={own} />
			<CutButton own={own} />
			{own.phase.plugged && <LeaveMenu own={own} ofThisPage />}
		</div>
	);
}

export function ConnectButton({ own, size }: { own: OwnClient; size?: "small" | undefined }) {
	const { client, clientId, phase, act } = own;
	if (canConnect(phase))
		return (
			<Button look="primary" icon="plug" size={size} onClick={() => act({ do: "connect", client: clientId })}>
				Connect
			</Button>
		);
	return (
		<Button
			icon="unplug"
			size={size}
			disabled={connectReasons(client).disconnect}
			onClick={() => act({ do: "disconnect", client: clientId })}
		>
			Disconnect
		</Button>
	);
}

export function CutButton({ own, size }: { own: Pick<OwnClient, "client" | "clientId" | "act">; size?: "small" | "icon" | undefined }) {
	const disabled = connectReasons(own.client).cut;
	const cut = () => own.act({ do: "cut", client: own.clientId });
	if (size === "icon")
		return <IconButton size="small" icon="scissors" label={`Cut the cable of ${own.clientId}`} disabled={disabled} onClick={cut} />;
	return (
		<Button icon="scissors" size={size} disabled={disabled} onClick={cut}>
			Cut cable
		</Button>
	);
}
