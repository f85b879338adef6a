import review from './Review.module.css'
import classes from './Skeleton.module.css'

/** Where the parts of a review will stand, while it is read: nothing moves when they come. */
export function ReviewSkeleton() {
  return (
    <div className={review.review} role="status">
      <span className="visually-hidden">Reading the review</span>
      <div className={classes.scroll} aria-hidden>
        <div className={review.top}>
          <div className={classes.agenda}><i /><i /><i /></div>
          <div className={classes.line}><i /></div>
        </div>
        <div className={review.columns}>
          <div className={review.case}><i className={classes.question} /><i className={classes.meta} /><i className={classes.stepper} /><i className={classes.part} /></div>
          <div className={`${review.people} ${classes.people}`}><i /><i /><i /><i /></div>
        </div>
      </div>
      <div className={review.deeds} aria-hidden><i className={classes.deed} /></div>
    </div>
  )
}
