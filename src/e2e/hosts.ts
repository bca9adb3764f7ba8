/** A host that the browser tests have started. */
type TestedHost = { readonly port: number; readonly mqttPort: number };

/** As scripts/e2e.mjs names them, "port,port of MQTT" each; the default is for a single test started from an editor. */
export const HOSTS: readonly TestedHost[] = (process.env.E2E_HOSTS ?? "4173,4183").split(" ").map((pair) => {
	const [port = 0, mqttPort = 0] = pair.split(",").map(Number);
	return { port, mqttPort };
});

/** A host gives one address its share of rooms, and each test takes one or more: so each worker has a host of its own, which is this one. */
const OWN = HOSTS[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
export const PORT = OWN?.port ?? 0;
export const MQTT_PORT = OWN?.mqttPort ?? 0;
