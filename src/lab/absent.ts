/** Stands in for what mqtt.js needs in Node alone: TCP, TLS, files, SOCKS proxies, worker timers. A page uses none of it. */
const absent = {};
export default absent;
