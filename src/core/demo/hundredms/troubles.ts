/** What a client tells of itself with an error. */
export interface Agent {
  readonly sdk: string;
  readonly sdk_version: string;
  readonly os: string;
  readonly os_version: string;
  readonly device_model: string;
}

export const AGENTS = {
  chrome: {
    sdk: 'web',
    sdk_version: '0.13.1',
    os: 'web_Mac_OS',
    os_version: '10.15.7',
    device_model: 'Chrome_141.0.0.0',
  },
  safari: { sdk: 'web', sdk_version: '0.12.15', os: 'web_iOS', os_version: '17.4', device_model: 'Mobile_Safari_17.4' },
  android: { sdk: 'android', sdk_version: '2.9.68', os: 'android', os_version: '14', device_model: 'Pixel_7' },
} as const satisfies Record<string, Agent>;

/** An error that a client reported. Source: 100ms "Error Events". */
export interface Trouble {
  /** After the call's start. */
  readonly second: number;
  readonly type: `client.${'publish' | 'subscribe' | 'join' | 'connect'}.failed` | 'client.disconnected';
  /** What it said, as the event holds it. */
  readonly said: {
    readonly error_code: number;
    readonly error_name: string;
    readonly error_message: string;
    /** Whether the client gave up. */
    readonly is_terminal: boolean;
    readonly action: string;
  };
}

export const TROUBLES = {
  noConnection: {
    type: 'client.connect.failed',
    said: {
      error_code: 1003,
      error_name: 'WebSocketConnectionLost',
      error_message: '[INIT]: Could not connect to the signalling server',
      is_terminal: false,
      action: 'INIT',
    },
  },
  dropped: {
    type: 'client.disconnected',
    said: {
      error_code: 4006,
      error_name: 'ICEDisconnected',
      error_message: '[PUBLISH]: Ice connection state DISCONNECTED',
      is_terminal: false,
      action: 'RECONNECT',
    },
  },
  gone: {
    type: 'client.disconnected',
    said: {
      error_code: 1003,
      error_name: 'WebSocketConnectionLost',
      error_message: '[RECONNECT]: Network connection lost',
      is_terminal: true,
      action: 'RECONNECT',
    },
  },
  noMedia: {
    type: 'client.subscribe.failed',
    said: {
      error_code: 4006,
      error_name: 'ICEDisconnected',
      error_message: '[SUBSCRIBE]: Ice connection state DISCONNECTED',
      is_terminal: false,
      action: 'SUBSCRIBE',
    },
  },
  noCamera: {
    type: 'client.publish.failed',
    said: {
      error_code: 3003,
      error_name: 'DeviceInUse',
      error_message: '[PUBLISH]: Capture device is in use by another application',
      is_terminal: false,
      action: 'PUBLISH',
    },
  },
} as const satisfies Record<string, Omit<Trouble, 'second'>>;
