/* Tells the pages open beside this one that somebody has signed in. */
if ("BroadcastChannel" in window) new BroadcastChannel("signed-in").postMessage("");
