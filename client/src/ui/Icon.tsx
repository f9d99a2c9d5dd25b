const shapes = {
  back: <path d="m15 5-7 7 7 7" />,
  close: <path d="M6 6l12 12M18 6 6 18" />,
  check: <path d="m4.5 12.5 5 5L19.5 7" />,
  minus: <path d="M5 12h14" />,
  plus: <path d="M5 12h14M12 5v14" />,
  queue: <path d="M5 4h14v16H5zM8.5 9h7M8.5 13h7M8.5 17h4" />,
  library: <path d="M4 20V6l8-3v17M12 9l8 2.5V20M2.5 20h19M7 9.5h2M7 13.5h2M15 14h2" />,
  chart: <path d="M4 20h16M7 20v-7M12 20V5M17 20v-10" />,
  person: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6" />,
  phone: (
    <path d="M5 4h4l2 5-2.5 1.7a12 12 0 0 0 4.8 4.8L15 13l5 2v4a1.5 1.5 0 0 1-1.7 1.5C10.5 19.7 4.3 13.5 3.5 5.7A1.5 1.5 0 0 1 5 4" />
  ),
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  inbox: <path d="M4 13 6.5 5h11L20 13v6H4zM4 13h5l1 2.5h4l1-2.5h5" />,
  search: <path d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 20 20" />,
  camera: <path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7" />,
} as const

export type IconName = keyof typeof shapes

/** A drawing beside words, never instead of them. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  )
}
