import words from '../../../../flows/language/widget.json' with { type: 'json' };

/** Everything the widget itself says; what the assistant says comes from the server. */
export { words };
