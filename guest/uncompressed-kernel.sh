# shellcheck shell=bash
# Sourced by build.sh. Rewrites a bzImage so that it need not decompress itself: emulated (TCG), that would take more
# than half of the guest's boot.
#
# A bzImage is a real-mode part, which asks the firmware for the machine's memory map, and a 32-bit part that boot
# loaders put at 1 MiB: a decompressor, whose payload is the kernel as an ELF file. That kernel may be entered directly
# at its first byte, in 64-bit mode with memory mapped one to one and %rsi at the boot parameters (Linux,
# Documentation/x86/boot.rst, "64-bit boot protocol"). So the 32-bit part becomes 60 bytes that switch to 64-bit mode, the
# tables that they need, and from 2 MiB on the kernel's segments where its ELF headers want them.

loaded_at=$((0x100000))
kernel_at=$((0x200000)) # any multiple of 2 MiB will do
linked_at=$((0x1000000))

# Fields of the real-mode part's header.
setup_sectors=0x1f1 system_size=0x1f4 relocatable=0x234 load_flags=0x236 payload_offset=0x248 payload_length=0x24c

number() { # FILE OFFSET BYTES: the little-endian number there
  od -An -v -t "u$3" -j $(($2)) -N "$3" "$1" | tr -d ' '
}

words() { # NUMBER...: as little-endian 32-bit numbers
  local word
  for word in "$@"; do
    # shellcheck disable=SC2059 # the format is the bytes
    printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' \
      $((word & 255)) $((word >> 8 & 255)) $((word >> 16 & 255)) $((word >> 24 & 255)))"
  done
}

slice() { # FILE OFFSET BYTES
  dd if="$1" iflag=skip_bytes,count_bytes skip="$2" count="$3" bs=1M status=none
}

put() { # FILE OFFSET: writes standard input there
  dd of="$1" oflag=seek_bytes seek=$(($2)) conv=notrunc bs=1M iflag=fullblock status=none
}

enter_long_mode() {
  printf '\x0f\x01\x15' && words $((loaded_at + 0x80))     # lgdt (descriptors)
  printf '\xb8' && words 0x20 && printf '\x0f\x22\xe0'     # mov $PAE, %eax; mov %eax, %cr4
  printf '\xb8' && words $((loaded_at + 0x1000))           # mov $page_map, %eax
  printf '\x0f\x22\xd8'                                    # mov %eax, %cr3
  printf '\xb9' && words 0xc0000080 && printf '\x0f\x32'   # mov $EFER, %ecx; rdmsr
  printf '\x0f\xba\xe8\x08\x0f\x30'                        # bts $LME, %eax; wrmsr
  printf '\xb8' && words 0x80000001                        # mov $PG|PE, %eax
  printf '\x0f\x22\xc0'                                    # mov %eax, %cr0
  printf '\xea' && words "$kernel_at" && printf '\x10\x00' # ljmp $code, $kernel_at
}

descriptors() { # limit, address; at 90h two unused, 64-bit code, data
  printf '\x1f\x00' && words $((loaded_at + 0x90)) && head -c 10 /dev/zero
  words 0 0 0 0 0xffff 0x00af9a00 0xffff 0x00cf9200
}

page_directory() { # the first 256 MiB, one to one, in pages of 2 MiB
  local page
  for page in {0..127}; do
    words $(((page << 21) | 0x83)) 0
  done
}

write_loader() { # FILE
  enter_long_mode | put "$1" 0
  descriptors | put "$1" 0x80
  words $((loaded_at + 0x2003)) 0 | put "$1" 0x1000
  words $((loaded_at + 0x3003)) 0 | put "$1" 0x2000
  page_directory | put "$1" 0x3000
}

write_segments() { # FILE ELF
  local header=64 count type offset address size
  for ((count = $(number "$2" 56 2); count > 0; count--, header += 56)); do
    type=$(number "$2" "$header" 4)
    [ "$type" -eq 1 ] || continue # PT_LOAD
    offset=$(number "$2" $((header + 8)) 8)
    address=$(number "$2" $((header + 24)) 8)
    size=$(number "$2" $((header + 32)) 8)
    slice "$2" "$offset" "$size" | put "$1" $((address - linked_at + kernel_at - loaded_at))
  done
}

# The kernel clears its own bss, which ends its last segment: 26 MiB that need not be loaded.
trim_zeros() { # FILE
  while tail -c 1M "$1" | cmp -s -n 1048576 - /dev/zero; do
    truncate -s -1M "$1"
  done
}

uncompressed_kernel() { # BZIMAGE RESULT
  local setup=$((($(number "$1" "$setup_sectors" 1) + 1) * 512)) body=$2.body elf=$2.elf
  # The payload ends with its unpacked size.
  slice "$1" $((setup + $(number "$1" "$payload_offset" 4))) $(($(number "$1" "$payload_length" 4) - 4)) | xz -dc >"$elf"
  write_loader "$body"
  write_segments "$body" "$elf"
  trim_zeros "$body"
  slice "$1" 0 "$setup" >"$2"
  words $((($(stat -c %s "$body") + 15) / 16)) | put "$2" "$system_size"
  printf '\x00' | put "$2" "$relocatable"
  printf '\x00\x00' | put "$2" "$load_flags"
  words 0 0 | put "$2" "$payload_offset"
  cat "$body" >>"$2"
  rm "$body" "$elf"
}
