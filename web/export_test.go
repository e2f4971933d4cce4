package web

// Serving is Handler with a site of the test's own in place of the one that was built.
var Serving = handler
