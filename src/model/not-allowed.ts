/** The clause of what a broker does not allow: it acknowledges as usual, or ends the connection. */
export const NOT_ALLOWED = "MQTT-3.3.5-2";
