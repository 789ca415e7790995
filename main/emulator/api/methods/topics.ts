// mediatopic.*: posts, whose photos are uploaded like others but not committed: their tokens go into the post.
import { z } from 'zod';
import { RIGHTS } from '../../account.ts';
import type { EmulatedService } from '../../service.ts';
import type { ReservationRecord, TopicRecord } from '../../state/records.ts';
import type { Switches } from '../../switches.ts';
import type { ApiCall, MethodTable } from '../call.ts';
import { groupReadRefusal, groupWriteRefusal } from '../groups.ts';
import { listed } from '../paging.ts';
import { list, optional, required } from '../parameters.ts';
import { ServiceRefusal } from '../refusal.ts';
import { censored } from '../upload-targets.ts';

export const topicMethods: MethodTable = {
  'mediatopic.post': { need: null, run: post },
  'mediatopic.getByIds': { need: 'read', run: getByIds },
};

const Attachment = z.object({
  media: z
    .array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('text'), text: z.string() }),
        z.object({ type: z.literal('photo'), list: z.array(z.object({ id: z.string().min(1) })).min(1) }),
      ]),
    )
    .min(1),
  onBehalfOfGroup: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
});

const TYPES: readonly string[] = ['USER', 'USER_STATUS', 'USER_NOTE', 'GROUP_THEME', 'GROUP_SUGGESTED'];
type TopicType = Switches['topicTypes'][number];

const isTopicType = (type: string): type is TopicType => TYPES.includes(type);

/** Rights of types that need one of their own. */
const RIGHT_OF_TYPE: Partial<Record<TopicType, string>> = { USER_STATUS: 'SET_STATUS', USER_NOTE: 'PUBLISH_NOTE' };

function post(call: ApiCall): unknown {
  const { service, parameters, about } = call;
  const type = optional(parameters, 'type') ?? 'USER';
  const gid = optional(parameters, 'gid');
  if (!isTopicType(type)) return new ServiceRefusal(100, `Invalid parameter type value  : [${type.slice(0, 40)}]`);
  const refused = refusalOfType(call, type, gid);
  if (refused !== null) return refused;
  const attachment = readAttachment(parameters.get('attachment'));
  if (attachment === null) return new ServiceRefusal(100, 'Invalid parameter attachment value');
  const text = attachment.media.flatMap((one) => (one.type === 'text' ? [one.text] : [])).join('\n');
  const bad = censored(text, service);
  if (bad !== null) return bad;
  const tokens = attachment.media.flatMap((one) => (one.type === 'photo' ? one.list.map(({ id }) => id) : []));
  if (tokens.length > service.switches.maxPhotosInTopic)
    return new ServiceRefusal(100, `Invalid parameter attachment value  : ${tokens.length} photos`);
  const photos = photosOf(tokens, gid, service);
  if (photos instanceof ServiceRefusal) return photos;
  const topic: TopicRecord = {
    topicId: service.memory.records.nextTopicId(),
    type,
    gid,
    isOfGroup: String(attachment.onBehalfOfGroup) === 'true',
    text,
    photoIds: photos.map(({ photoId }) => photoId),
    isSuggested: type === 'GROUP_SUGGESTED',
    createdMs: service.now(),
  };
  service.memory.record({ kind: 'topic-posted', topic });
  about.photoIds = topic.photoIds;
  return topic.topicId;
}

function refusalOfType({ service, session }: ApiCall, type: TopicType, gid: string | null): ServiceRefusal | null {
  const isOfGroup = type === 'GROUP_THEME' || type === 'GROUP_SUGGESTED';
  if (isOfGroup !== (gid !== null)) return new ServiceRefusal(100, 'Invalid parameter gid value');
  if (!service.switches.topicTypes.includes(type)) return new ServiceRefusal(10);
  const right = RIGHT_OF_TYPE[type] ?? (isOfGroup ? RIGHTS.group : RIGHTS.read);
  if (!session.rights.includes(right)) return new ServiceRefusal(10, undefined, right);
  if (gid === null) return null;
  return type === 'GROUP_THEME' ? groupWriteRefusal(gid, session, service) : groupReadRefusal(gid, service);
}

function readAttachment(text: string | undefined): z.infer<typeof Attachment> | null {
  try {
    const parsed = Attachment.safeParse(JSON.parse(text ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The bytes behind the tokens: each must have come for this place, and must stand nowhere yet. */
function photosOf(
  tokens: readonly string[],
  gid: string | null,
  service: EmulatedService,
): ReservationRecord[] | ServiceRefusal {
  const all = [...service.memory.records.reservations.values()];
  const found: ReservationRecord[] = [];
  for (const token of tokens) {
    const one = all.find(({ received }) => received?.token === token);
    const isFree = one !== undefined && one.assignedIds.length === 0 && one.topicId === null && !found.includes(one);
    if (!isFree || one.gid !== gid || one.expiresMs <= service.now())
      return new ServiceRefusal(121, 'Invalid photo token in the attachment');
    found.push(one);
  }
  return found;
}

function getByIds({ service, parameters }: ApiCall): unknown {
  const text = required(parameters, 'topic_ids');
  if (text instanceof ServiceRefusal) return text;
  const topics = list(text).flatMap((id) => service.memory.records.topics.get(id) ?? []);
  return listed(
    'media_topics',
    topics.map(({ topicId, text: said, photoIds, createdMs, gid, isOfGroup }) => ({
      id: topicId,
      created_ms: createdMs,
      author_ref: isOfGroup ? `group:${gid}` : `user:${service.person.uid}`,
      owner_ref: gid === null ? `user:${service.person.uid}` : `group:${gid}`,
      media: [
        ...(said === '' ? [] : [{ type: 'text', text: said }]),
        ...(photoIds.length === 0
          ? []
          : [{ type: 'photo', photo_refs: photoIds.map((_, at) => `group_photo:${topicId}${at}`) }]),
      ],
    })),
    service,
  );
}
