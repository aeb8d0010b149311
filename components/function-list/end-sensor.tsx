'use client'

import { useEffect, useEffectEvent, useRef } from 'react'

interface EndSensorProps {
  onSeen: () => void
  /** How far below the window it is seen already, as CSS writes a length. */
  ahead?: string
}

/** Tells once when it comes into sight. */
export function EndSensor({ onSeen, ahead = '0px' }: EndSensorProps) {
  const sensor = useRef<HTMLDivElement>(null)
  const seen = useEffectEvent(onSeen)
  useEffect(() => {
    const options = { rootMargin: `0px 0px ${ahead} 0px` }
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) seen()
    }, options)
    if (sensor.current) observer.observe(sensor.current)
    return () => observer.disconnect()
  }, [ahead])
  return <div ref={sensor} aria-hidden />
}
