import type { Bits, Field } from "#mqtt/field.ts";
import type { PacketType } from "#mqtt/packet.ts";
import "./packet-bits.css";

/** The bits of one byte, in the columns of the bytes; under them what they say. */
export function PacketBits({ field, type, looked }: { field: Field; type: PacketType; looked: string | null }) {
	const { bits } = field;
	const stop = bits.find(({ name }) => name === looked) ?? bits[0];
	return (
		// biome-ignore lint/a11y/useSemanticElements: the bits are a line of things, not a form
		<div
			className="packet-bits"
			role="group"
			aria-label={`Bits of byte ${field.from}, ${field.name}`}
			data-fields
			data-whole={looked === field.name || undefined}
		>
			{bits.map((one) => (
				<button
					key={one.name}
					type="button"
					className="packet-bits-some"
					data-field={one.name}
					data-looked={one.name === looked || undefined}
					style={{ gridColumn: `span ${one.high - one.low + 1}` }}
					tabIndex={one === stop ? 0 : -1}
					aria-pressed={one.name === looked}
				>
					{digits(one).map(([bit, digit]) => (
						<i key={bit} aria-hidden="true">
							{digit}
						</i>
					))}
					<b style={{ gridColumn: `span ${one.high - one.low + 1}` }}>
						<Caption bits={one} />
						<br />
						{one.kind === "type" ? type : one.value}
					</b>
				</button>
			))}
		</div>
	);
}

function digits({ high, low, value }: Bits): readonly (readonly [bit: number, digit: string])[] {
	const text = value.toString(2).padStart(high - low + 1, "0");
	return [...text].map((digit, index) => [high - index, digit]);
}

/** A column is 27 px wide. */
const CAPTIONS: Partial<Record<Bits["kind"], string>> = {
	"user name flag": "user",
	"password flag": "pw",
	"will retain": "ret",
	"will QoS": "QoS",
	"will flag": "will",
	"clean session": "clean",
	"session present": "sp",
	"requested QoS": "QoS",
	"granted QoS": "QoS",
	failure: "fail",
};

/** Where the column is too narrow for the words, these are read out. */
function Caption({ bits: { kind, value, high, low } }: { bits: Bits }) {
	if (kind === "type") return `type ${value}`;
	const short = kind === "reserved" && high === low ? "–" : CAPTIONS[kind];
	if (short === undefined) return kind;
	return (
		<>
			<span aria-hidden="true">{short}</span>
			<span className="sr">{kind}</span>
		</>
	);
}
