export { assess } from './assessment/assess.js';
export type { Assessment, AssessmentInput } from './assessment/assess.js';
export type { Standing } from './assessment/risk.js';
export { DEFAULT_OFFER_POLICY, grantWithin, offerAmountCents, offerCode } from './compensation.js';
export type { Offer, OfferPolicy, OfferTier } from './compensation.js';
export { CONDITIONS, isTold, REASONS, TOLD_CONDITIONS } from './condition.js';
export type { Condition, Reason, ToldCondition } from './condition.js';
export { ContactInfoUnavailableError, LOCALES } from './contact-info.js';
export type { CustomerContactInfo, CustomerContactInfoRepository, Locale } from './contact-info.js';
export { POLICY_ROLES } from './decision-record.js';
export type { DecisionRecord, PolicyRole } from './decision-record.js';
export { DelayedOrderService } from './delayed-order-service.js';
export type { Decider, Decision, DecisionIds, DueOrder } from './delayed-order-service.js';
export type { DelayedOrder } from './delayed-order.js';
export { standingOf } from './episode.js';
export { freshnessOf } from './feed-freshness.js';
export type { FeedWatermark, Freshness, FreshnessPolicy } from './feed-freshness.js';
export {
  consumerId,
  courierId,
  notificationId,
  offerId,
  orderId,
  restaurantId,
} from './identifiers.js';
export type {
  ConsumerId,
  CourierId,
  NotificationId,
  OfferId,
  OrderId,
  RestaurantId,
} from './identifiers.js';
export { restraintOf, suppressionCause, SUPPRESSION_CAUSES } from './last-moment.js';
export type { Restraint, RestraintInput, SendingMoment, SuppressionCause } from './last-moment.js';
export { quietUntil } from './quiet-hours.js';
export type { QuietHours } from './quiet-hours.js';
export { instantOfLocalTime, localTimeOf } from './local-time.js';
export { CHANNELS_OF, channelsFor, DEFAULT_CHANNEL_PLAN } from './channel-plan.js';
export type { ChannelPlan, ChannelPreference } from './channel-plan.js';
export { INCIDENT_SCOPES, incidentScopeOf } from './incident.js';
export type { GroupingInput, IncidentScope, Trouble } from './incident.js';
export { AUDIENCES, CHANNELS, NOTIFICATION_STATES } from './notification.js';
export type {
  Audience,
  Channel,
  DelayedOrderNotification,
  EffectKey,
  NotificationState,
  TimeRange,
} from './notification.js';
export type {
  IncidentNotice,
  IncidentOrder,
  MayHandOver,
  Notice,
  NotificationSender,
  OfferNotice,
  SendOutcome,
} from './notification-sender.js';
export { RECEIPTS } from './receipt.js';
export type { Receipt } from './receipt.js';
export { closingAfter, isOpenAt } from './opening-hours.js';
export type { Closure, OpeningHours, OpeningInterval } from './opening-hours.js';
export { hasEnded, isPickedUp, ORDER_STATES } from './order.js';
export type { CancelledBy, Order, OrderState } from './order.js';
export { ENDINGS, FORESIGHTS, outcomeOf, PUNCTUALITIES } from './outcome.js';
export type { Ending, Foresight, Outcome, Punctuality } from './outcome.js';
export type {
  ClosureRowFields,
  OpeningHoursRowFields,
  OrderFields,
  RestaurantFields,
} from './replica-fields.js';
export { foldUpdate, foldUpdates } from './replica-fold.js';
export type { ReplicaRow, ReplicaUpdate, Stamp } from './replica-fold.js';
export type { Restaurant } from './restaurant.js';
export type { EstimateCheck } from './estimate-check.js';
export { CHECK_MINUTES_BEFORE_PROMISE } from './estimate-check.js';
export type { Estimate } from './estimate/estimate.js';
export { ESTIMATE_INPUTS } from './estimate/estimate-inputs.js';
export type { EstimateInput } from './estimate/estimate-inputs.js';
export { EstimateLearner } from './estimate/estimate-learner.js';
export { estimateLessonsOf, TAUGHT } from './estimate/estimate-lesson.js';
export type { EstimateLesson, LessonsOfOrder, Taught } from './estimate/estimate-lesson.js';
export { DEFAULT_ESTIMATE_SETTINGS } from './estimate/estimate-settings.js';
export type { EstimateRoom, EstimateSettings } from './estimate/estimate-settings.js';
export { ESTIMATE_STATE_FORM } from './estimate/estimate-state.js';
export type { EstimateState } from './estimate/estimate-state.js';
export { Estimator } from './estimate/estimator.js';
export type { EstimateExplanation, InputContribution } from './estimate/explanation.js';
export { learn, newEstimateState } from './estimate/learn.js';
export { climbLadder, WITHHOLDINGS } from './notice-ladder.js';
export type { LadderAnswer, LadderInput, ToldNotice, Withholding } from './notice-ladder.js';
export { DEFAULT_DELAY_POLICY } from './policy/delay-policy.js';
export type { DelayPolicy } from './policy/delay-policy.js';
export { changed, PolicyBook, SHIPPED_POLICY } from './policy/policy-document.js';
export type { PolicyChanges, PolicyDocument } from './policy/policy-document.js';
export { policyFlaws } from './policy/policy-flaws.js';
export { SERVICE_LEVELS, serviceLevelOf } from './policy/service-level.js';
export type { ServiceLevel } from './policy/service-level.js';
