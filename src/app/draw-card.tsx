import { type CardForm, ClientCard } from "#bench/client-card.tsx";

/** Stage and bench do not know each other: here they meet. */
export function drawCard(clientId: string, form: CardForm) {
	return <ClientCard clientId={clientId} form={form} />;
}
