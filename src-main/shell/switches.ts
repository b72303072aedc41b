import { app } from 'electron'

// Chromium as an application's engine, not as a browser: whatever speaks to the network by itself is turned off, and
// names are never resolved. The walls of the session come on top (walls.ts).
const SWITCHES: Readonly<Record<string, string>> = {
  'disable-background-networking': '',
  'disable-breakpad': '',
  'disable-component-update': '',
  'disable-default-apps': '',
  'disable-domain-reliability': '',
  'disable-gpu-shader-disk-cache': '',
  'disable-sync': '',
  'dns-prefetch-disable': '',
  'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  'host-resolver-rules': 'MAP * ~NOTFOUND',
  'no-default-browser-check': '',
  'no-pings': '',
}

const FEATURES_OFF = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'HardwareMediaKeyHandling',
  'MediaRouter',
  'MediaSessionService',
  'OptimizationHints',
  'Translate',
  'WebOTP',
  // Else a peer connection would make this program listen for names of the local network.
  'WebRtcHideLocalIpsWithMdns',
]

/** What must be said to Chromium before it is ready. */
export function setSwitches(): void {
  for (const [name, value] of Object.entries(SWITCHES)) app.commandLine.appendSwitch(name, value)
  const already = app.commandLine.getSwitchValue('disable-features')
  const off = already === '' ? FEATURES_OFF : [already, ...FEATURES_OFF]
  app.commandLine.appendSwitch('disable-features', off.join(','))
}
