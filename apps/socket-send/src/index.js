/* global exports, require */
const native = require('../build/socket-send.node');

exports.send = native.send;
exports.sendViews = native.sendViews;
exports.sendToAll = native.sendToAll;
