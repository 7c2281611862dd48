;; The innermost loop of the density map (density-marks.ts says what it does): where the kernels of points begin and end along one row.
;; Here and not in TypeScript since it is two thirds of the time of a map, and two numbers at a time halve it.
;;
;; A call marks the points from `from` up to `to` in the row at `row`, in two passes over 256 points at a time. The first works out the
;; columns that each point reaches. The second adds to the changes: a processor waits with reading a change until it knows where those
;; before it went, and with the columns at hand it never has to.
;;
;; Addresses are in bytes, columns and points from 0. Per column and point f64 (x, y, weight, origin) or i32 (next).
(module
  (memory (export "memory") 1 65536)

  ;; 256 heights (1 − dy², f64), then as many first columns and as many ends (i32), at the start of the memory.
  (func $reach (param $x i32) (param $y i32) (param $begin i32) (param $stop i32) (param $row f64) (param $perStep f64) (param $columns i32)
    (local $at i32) (local $height v128) (local $half v128) (local $middle v128)
    (loop $pair
      (local.set $height (f64x2.sub (v128.load (i32.add (local.get $y) (local.get $begin))) (f64x2.splat (local.get $row))))
      (local.set $height (f64x2.sub (f64x2.splat (f64.const 1)) (f64x2.mul (local.get $height) (local.get $height))))
      ;; Out of reach: no height, and the first column is the end.
      (local.set $height (f64x2.pmax (f64x2.splat (f64.const 0)) (local.get $height)))
      (local.set $half (f64x2.mul (f64x2.sqrt (local.get $height)) (f64x2.splat (local.get $perStep))))
      (local.set $middle (f64x2.add
        (f64x2.mul (v128.load (i32.add (local.get $x) (local.get $begin))) (f64x2.splat (local.get $perStep)))
        (f64x2.splat (f64.const 0.5))))
      (v128.store (i32.shl (local.get $at) (i32.const 1)) (local.get $height))
      (v128.store64_lane offset=2048 0 (local.get $at)
        (i32x4.trunc_sat_f64x2_s_zero
          (f64x2.pmax (f64x2.splat (f64.const 0)) (f64x2.sub (local.get $middle) (local.get $half)))))
      (v128.store64_lane offset=3072 0 (local.get $at)
        (i32x4.trunc_sat_f64x2_s_zero
          (f64x2.pmin
            (f64x2.splat (f64.convert_i32_s (local.get $columns)))
            (f64x2.add (local.get $middle) (local.get $half)))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $begin (i32.add (local.get $begin) (i32.const 16)))
      (br_if $pair (i32.lt_u (local.get $begin) (local.get $stop)))))

  ;; Changes of three numbers: w(s − u²), wu and w; s the height, u the place from the middle of the block.
  (func (export "epanechnikov")
    (param $x i32) (param $y i32) (param $weight i32) (param $from i32) (param $to i32) (param $row f64) (param $perStep f64)
    (param $columns i32) (param $change i32) (param $origin i32) (param $next i32)
    (local $begin i32) (local $last i32) (local $stop i32) (local $at i32) (local $first i32) (local $end i32) (local $to_ i32)
    (local $w f64) (local $s f64) (local $px f64) (local $u f64)
    (local.set $begin (i32.shl (local.get $from) (i32.const 3)))
    (local.set $last (i32.shl (local.get $to) (i32.const 3)))
    (block $done
      (loop $many
        (br_if $done (i32.ge_u (local.get $begin) (local.get $last)))
        (local.set $stop (i32.add (local.get $begin) (i32.const 2048)))
        (if (i32.gt_u (local.get $stop) (local.get $last)) (then (local.set $stop (local.get $last))))
        (call $reach (local.get $x) (local.get $y) (local.get $begin) (local.get $stop) (local.get $row) (local.get $perStep) (local.get $columns))
        (local.set $at (i32.const 0))
        (loop $point
          (block $skip
            (local.set $first (i32.load offset=2048 (local.get $at)))
            (local.set $end (i32.load offset=3072 (local.get $at)))
            (br_if $skip (i32.ge_s (local.get $first) (local.get $end)))
            (local.set $px (f64.load (i32.add (local.get $x) (local.get $begin))))
            (local.set $w (f64.load (i32.add (local.get $weight) (local.get $begin))))
            (local.set $s (f64.load (i32.shl (local.get $at) (i32.const 1))))
            ;; Where it begins, and where the sum begins anew under it.
            (loop $anew
              (local.set $u (f64.sub (local.get $px) (f64.load (i32.add (local.get $origin) (i32.shl (local.get $first) (i32.const 3))))))
              (local.set $to_ (i32.add (local.get $change) (i32.mul (local.get $first) (i32.const 24))))
              (v128.store (local.get $to_) (f64x2.add (v128.load (local.get $to_))
                (f64x2.mul (f64x2.splat (local.get $w))
                  (f64x2.replace_lane 1
                    (f64x2.splat (f64.sub (local.get $s) (f64.mul (local.get $u) (local.get $u)))) (local.get $u)))))
              (f64.store offset=16 (local.get $to_) (f64.add (f64.load offset=16 (local.get $to_)) (local.get $w)))
              (local.set $first (i32.load (i32.add (local.get $next) (i32.shl (local.get $first) (i32.const 2)))))
              (br_if $anew (i32.lt_s (local.get $first) (local.get $end))))
            ;; Where it ends, unless the sum begins anew there.
            (br_if $skip (i32.ge_s (local.get $end) (local.get $first)))
            (local.set $u (f64.sub (local.get $px) (f64.load (i32.add (local.get $origin) (i32.shl (local.get $end) (i32.const 3))))))
            (local.set $to_ (i32.add (local.get $change) (i32.mul (local.get $end) (i32.const 24))))
            (v128.store (local.get $to_) (f64x2.sub (v128.load (local.get $to_))
              (f64x2.mul (f64x2.splat (local.get $w))
                (f64x2.replace_lane 1
                  (f64x2.splat (f64.sub (local.get $s) (f64.mul (local.get $u) (local.get $u)))) (local.get $u)))))
            (f64.store offset=16 (local.get $to_) (f64.sub (f64.load offset=16 (local.get $to_)) (local.get $w))))
          (local.set $begin (i32.add (local.get $begin) (i32.const 8)))
          (local.set $at (i32.add (local.get $at) (i32.const 4)))
          (br_if $point (i32.lt_u (local.get $begin) (local.get $stop))))
        (br $many))))

  ;; Changes of five numbers: wt², wtu, w(4u² − 2t), wu and w; t = s − u².
  (func (export "quartic")
    (param $x i32) (param $y i32) (param $weight i32) (param $from i32) (param $to i32) (param $row f64) (param $perStep f64)
    (param $columns i32) (param $change i32) (param $origin i32) (param $next i32)
    (local $begin i32) (local $last i32) (local $stop i32) (local $at i32) (local $first i32) (local $end i32) (local $to_ i32)
    (local $w f64) (local $s f64) (local $px f64) (local $u f64) (local $t f64)
    (local.set $begin (i32.shl (local.get $from) (i32.const 3)))
    (local.set $last (i32.shl (local.get $to) (i32.const 3)))
    (block $done
      (loop $many
        (br_if $done (i32.ge_u (local.get $begin) (local.get $last)))
        (local.set $stop (i32.add (local.get $begin) (i32.const 2048)))
        (if (i32.gt_u (local.get $stop) (local.get $last)) (then (local.set $stop (local.get $last))))
        (call $reach (local.get $x) (local.get $y) (local.get $begin) (local.get $stop) (local.get $row) (local.get $perStep) (local.get $columns))
        (local.set $at (i32.const 0))
        (loop $point
          (block $skip
            (local.set $first (i32.load offset=2048 (local.get $at)))
            (local.set $end (i32.load offset=3072 (local.get $at)))
            (br_if $skip (i32.ge_s (local.get $first) (local.get $end)))
            (local.set $px (f64.load (i32.add (local.get $x) (local.get $begin))))
            (local.set $w (f64.load (i32.add (local.get $weight) (local.get $begin))))
            (local.set $s (f64.load (i32.shl (local.get $at) (i32.const 1))))
            (loop $anew
              (local.set $u (f64.sub (local.get $px) (f64.load (i32.add (local.get $origin) (i32.shl (local.get $first) (i32.const 3))))))
              (local.set $t (f64.sub (local.get $s) (f64.mul (local.get $u) (local.get $u))))
              (local.set $to_ (i32.add (local.get $change) (i32.mul (local.get $first) (i32.const 40))))
              (v128.store (local.get $to_) (f64x2.add (v128.load (local.get $to_))
                (f64x2.mul (f64x2.splat (f64.mul (local.get $w) (local.get $t)))
                  (f64x2.replace_lane 1 (f64x2.splat (local.get $t)) (local.get $u)))))
              (v128.store offset=16 (local.get $to_) (f64x2.add (v128.load offset=16 (local.get $to_))
                (f64x2.mul (f64x2.splat (local.get $w))
                  (f64x2.replace_lane 1
                    (f64x2.splat (f64.sub
                      (f64.mul (f64.const 4) (f64.mul (local.get $u) (local.get $u)))
                      (f64.add (local.get $t) (local.get $t))))
                    (local.get $u)))))
              (f64.store offset=32 (local.get $to_) (f64.add (f64.load offset=32 (local.get $to_)) (local.get $w)))
              (local.set $first (i32.load (i32.add (local.get $next) (i32.shl (local.get $first) (i32.const 2)))))
              (br_if $anew (i32.lt_s (local.get $first) (local.get $end))))
            (br_if $skip (i32.ge_s (local.get $end) (local.get $first)))
            (local.set $u (f64.sub (local.get $px) (f64.load (i32.add (local.get $origin) (i32.shl (local.get $end) (i32.const 3))))))
            (local.set $t (f64.sub (local.get $s) (f64.mul (local.get $u) (local.get $u))))
            (local.set $to_ (i32.add (local.get $change) (i32.mul (local.get $end) (i32.const 40))))
            (v128.store (local.get $to_) (f64x2.sub (v128.load (local.get $to_))
              (f64x2.mul (f64x2.splat (f64.mul (local.get $w) (local.get $t)))
                (f64x2.replace_lane 1 (f64x2.splat (local.get $t)) (local.get $u)))))
            (v128.store offset=16 (local.get $to_) (f64x2.sub (v128.load offset=16 (local.get $to_))
              (f64x2.mul (f64x2.splat (local.get $w))
                (f64x2.replace_lane 1
                  (f64x2.splat (f64.sub
                    (f64.mul (f64.const 4) (f64.mul (local.get $u) (local.get $u)))
                    (f64.add (local.get $t) (local.get $t))))
                  (local.get $u)))))
            (f64.store offset=32 (local.get $to_) (f64.sub (f64.load offset=32 (local.get $to_)) (local.get $w))))
          (local.set $begin (i32.add (local.get $begin) (i32.const 8)))
          (local.set $at (i32.add (local.get $at) (i32.const 4)))
          (br_if $point (i32.lt_u (local.get $begin) (local.get $stop))))
        (br $many)))))
