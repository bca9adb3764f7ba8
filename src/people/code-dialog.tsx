import { useId } from "react";
import { useStore } from "zustand";
import { Icon } from "#kit/icon.tsx";
import { Qr } from "#kit/qr.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { usePlayground } from "#script/playground.ts";
import { joinAddress, typedAddress, whyUnreachable } from "./class-address.ts";
import "#kit/button.css";
import "./code-dialog.css";

/** How people come in, and the pages that belong to a class. */
export function CodeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
	return (
		<Sheet open={open} onClose={onClose} title="Come in" wide className="code-dialog">
			<HowToCome />
		</Sheet>
	);
}

function HowToCome() {
	const { room: store } = usePlayground();
	const room = useStore(store, (state) => state.room);
	const told = useStore(store, (state) => state.class?.told ?? null);
	if (told === null) return null;
	const { address, addresses } = told;
	const why = whyUnreachable(address);
	const choose = async (chosen: string) => {
		const outcome = await store.sendClass({ type: "class.address", address: chosen });
		if (!outcome.ok) store.notice(outcome.says);
	};
	return (
		<div className="code-dialog-way">
			<div className="code-dialog-qr">
				<Qr text={joinAddress(address, room)} label={`QR code: ${joinAddress(address, room)}`} />
			</div>
			<div className="code-dialog-words">
				<p className="code-dialog-code wire">{room.toUpperCase()}</p>
				<p className="code-dialog-address wire">{typedAddress(address)}</p>
				{why !== null && <p className="code-dialog-why">{why}</p>}
				{addresses.length > 1 && <Addresses all={addresses} chosen={address} onChoose={(one) => void choose(one)} />}
				<p className="code-dialog-here">
					{told.here} of {told.taken} here, {told.places} places
				</p>
				<div className="code-dialog-links">
					<a data-first className="button" href={`/r/${room}/screen`} target="_blank" rel="noreferrer">
						<Icon n="screen" s={15} />
						Projector page
					</a>
					<a className="button" href={`/handout/all?room=${room}`} target="_blank" rel="noreferrer">
						<Icon n="book" s={15} />
						Seat cards
					</a>
				</div>
			</div>
		</div>
	);
}

type AddressesProps = { all: readonly string[]; chosen: string; onChoose: (address: string) => void };

/** A laptop in several networks: only its user knows in which the phones are. */
function Addresses({ all, chosen, onChoose }: AddressesProps) {
	const name = useId();
	return (
		<fieldset className="code-dialog-addresses">
			<legend className="legend">Phones are in the network of</legend>
			{all.map((address) => (
				<label key={address} className="wire">
					<input type="radio" name={name} checked={address === chosen} onChange={() => onChoose(address)} />
					{typedAddress(address)}
				</label>
			))}
		</fieldset>
	);
}
