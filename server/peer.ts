/** The address of the other end, as a person knows it: an IPv4 address that came over an IPv6 socket is an IPv4 address. */
export function peerOf(address: string | undefined): string | undefined {
	return address?.replace(/^::ffff:(?=\d+\.)/i, "");
}
