-- What wrk sends: the request of the command line, or, with two arguments after "--", POST /identities/ with ten traits.
-- The first begins every identifier; the second is how many identities take turns, 0 for a new one each time. With a third one
-- every trait of an identity is another each time.

local prefix, cycle, changing, sent = nil, 0, false, 0

function init(args)
  prefix = args[1]
  cycle = tonumber(args[2] or 0)
  changing = args[3] ~= nil
  if prefix then request = identify end
end

local body = '{"identifier":"%s-%08d","traits":['
  .. '{"trait_key":"plan","trait_value":"%s"},{"trait_key":"country","trait_value":"%s"},'
  .. '{"trait_key":"age","trait_value":%d},{"trait_key":"score","trait_value":%d.5},'
  .. '{"trait_key":"email","trait_value":"user%08d@example.com"},{"trait_key":"version","trait_value":"2.%d.0"},'
  .. '{"trait_key":"beta","trait_value":%s},{"trait_key":"logins","trait_value":%d},'
  .. '{"trait_key":"device","trait_value":"%s"},{"trait_key":"language","trait_value":"%s"}]}'

local plans = { "free", "start", "scale", "enterprise" }
local countries = { "ch", "de", "fr", "it", "us" }
local devices = { "phone", "tablet", "desktop" }
local languages = { "en", "de", "fr", "it" }

local function one(choices, n)
  return choices[n % #choices + 1]
end

function identify()
  sent = sent + 1
  local n = cycle > 0 and sent % cycle or sent
  local v = changing and n + 7 * math.floor(sent / cycle) or n
  return wrk.format("POST", nil, nil, body:format(
    prefix, n, one(plans, v), one(countries, v), 18 + v % 60, v % 100, v, v % 30, tostring(v % 2 == 0), v % 1000,
    one(devices, v), one(languages, v)))
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
