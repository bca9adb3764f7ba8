import { Ack, type AckType } from "./ack.tsx";
import { Tag, type TagType } from "./tag.tsx";
import "./packet-mark.css";

type MarkType = AckType | TagType;

/** Any packet but PUBLISH (which is a Puck). dir: the direction in which the packet travels, default right. h: height in px, default 24. */
export function PacketMark({
	type,
	dir = "right",
	h = 24,
}: {
	type: MarkType;
	dir?: "right" | "left" | "down" | "up" | undefined;
	h?: number | undefined;
}) {
	if (isAck(type)) return <Ack type={type} h={h} />;
	return <Tag type={type} dir={dir} h={h} />;
}

/** Width in px of a mark that is h px high. */
export function markWidth(type: MarkType, h: number): number {
	if (type === "PUBACK") return h * 1.55;
	return isAck(type) ? h : (h * 46) / 26;
}

function isAck(type: MarkType): type is AckType {
	return type === "PUBACK" || type === "PUBREC" || type === "PUBREL" || type === "PUBCOMP";
}
