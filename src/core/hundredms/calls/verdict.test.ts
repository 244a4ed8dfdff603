import { verdictOf, type JudgedPeer } from './verdict';

function peer(name: string, score: number | null, cause: string, fault: string | null = null): JudgedPeer {
  const sender_id = cause.startsWith('sender ') ? cause.slice('sender '.length) : null;
  return { peer_id: name, name, score, cause, sender_id, sent_fault: fault, received_fault: fault };
}

test.each<[string, readonly JudgedPeer[], string]>([
  [
    'an uplink and who noticed it',
    [
      peer('Lima', 2.1, 'own uplink', '7.3 % packet loss'),
      peer('Asha', 2.4, 'sender Lima'),
      peer('Ben', 3.1, 'sender Lima'),
      peer('Chen', 4.5, 'none'),
    ],
    "Lima's uplink: 7.3 % packet loss; 2 of 3 other peers noticed it.",
  ],
  [
    'a camera',
    [peer('Osaka', 2.2, 'own camera', '7 fps frame rate'), peer('Oslo', 3.9, 'sender Osaka')],
    "Osaka's camera: 7 fps frame rate; the other peer noticed it.",
  ],
  [
    'a downlink, which is nobody else’s',
    [peer('Lagos', 1.5, 'own downlink', 'about 12 % concealed audio'), peer('Oslo', 4.9, 'none')],
    "Lagos's downlink: about 12 % concealed audio; nobody else noticed it.",
  ],
  [
    'the fault that took most first, not the one of the worst peer',
    [
      peer('Lagos', 1, 'own downlink', '9 freezes per window'),
      peer('Cork', 2, 'own uplink', '8 % packet loss'),
      peer('Oslo', 2, 'sender Cork'),
    ],
    "Cork's uplink: 8 % packet loss; 1 of 2 other peers noticed it. Also Lagos's downlink.",
  ],
  [
    'what a peer sent apart from its own downlink',
    [
      peer('Asha', 1.5, 'own downlink', '9 freezes per window'),
      peer('Ben', 2.2, 'sender Asha'),
      peer('Chen', 2.3, 'sender Asha'),
    ],
    "What Asha sent: 9 freezes per window; both other peers noticed it. Also Asha's downlink.",
  ],
  [
    'whose track was bad, of two peers of one name',
    [
      { ...peer('a', 4.8, 'none'), name: 'Alex' },
      { ...peer('d', 3.1, 'own uplink', '3.6 % packet loss'), name: 'Alex' },
      { ...peer('Bo', 2.2, 'sender Alex'), sender_id: 'a' },
    ],
    "What Alex sent; 1 of 2 other peers noticed it. Also Alex's uplink.",
  ],
  [
    'nothing about its reach, where somebody received a sender that was not read',
    [peer('Asha', 2, 'own uplink', '9 % packet loss'), peer('Chen', 1.2, 'sender')],
    "Asha's uplink: 9 % packet loss.",
  ],
  [
    'that a sender was not read',
    [peer('Chen', 1.2, 'sender', '7 freezes per window')],
    'Chen scored 1.2: 7 freezes per window. Somebody sent badly whose stats were not read.',
  ],
  [
    'several senders by their names',
    [
      peer('Cork', 2, 'own uplink', '8 % packet loss'),
      peer('Quito', 2.5, 'own uplink', '6 % packet loss'),
      peer('Oslo', 1.5, 'several senders', '7 freezes per window'),
    ],
    "Cork's uplink: 8 % packet loss; 1 of 2 other peers noticed it. Also Quito's uplink.",
  ],
  [
    'a sender whose own score says nothing about it',
    [peer('Asha', 3, 'sender Lima'), peer('Ben', 4.2, 'none'), peer('Lima', 4.1, 'none')],
    'What Lima sent; 1 of 2 other peers noticed it.',
  ],
  [
    'that nothing shows the cause',
    [peer('Asha', 2.04, '', '5 freezes per window')],
    'Asha scored 2.0: 5 freezes per window. Nothing shows whose fault it was.',
  ],
  ['a good call', [peer('Asha', 4, 'none'), peer('Ben', 5, 'none')], 'Good for both peers.'],
  ['that too little was measured', [peer('Asha', null, '')], 'Not judged: too little was measured.'],
  ['nothing without peers', [], 'Not judged: too little was measured.'],
])('says %s', (_, peers, verdict) => {
  expect(verdictOf(peers)).toBe(verdict);
});
