# Reads the test runner's result files (.trx) and prints which tests failed, what campaigns did, why tests
# were skipped, and the slowest ten.
# Each test has one line: <UnitTestResult … testName="NAME" … duration="HH:MM:SS.FFFFFFF" … outcome="Passed" …>

function attribute(name,   from, rest) {
    from = index($0, " " name "=\"")
    if (from == 0)
        return ""
    rest = substr($0, from + length(name) + 3)
    return substr(rest, 1, index(rest, "\"") - 1)
}

function seconds(duration,   parts) {
    split(duration, parts, ":")
    return parts[1] * 3600 + parts[2] * 60 + parts[3]
}

function plain(text) {
    gsub(/&quot;/, "\"", text)
    gsub(/&lt;/, "<", text)
    gsub(/&gt;/, ">", text)
    gsub(/&amp;/, "\\&", text)
    return text
}

/<UnitTestResult / {
    skipped = attribute("outcome") == "NotExecuted"
    names[++count] = plain(attribute("testName"))
    times[count] = seconds(attribute("duration"))
    if (attribute("outcome") == "Failed")
        print "Failed: " names[count]
}

# The reason follows the test's line.
skipped && /<Message>/ {
    gsub(/^.*<Message>|<\/Message>.*$/, "")
    reasons[plain($0)]++
    skipped = 0
}

# The summary of a test with random input or many runs, and its seed.
/Campaign: / {
    sub(/^.*Campaign: /, "")
    sub(/<\/StdOut>.*$/, "")
    campaigns[++campaignCount] = plain($0)
}

END {
    for (i = 1; i <= campaignCount; i++)
        print "Campaign: " campaigns[i]
    for (reason in reasons)
        printf "%d skipped: %s\n", reasons[reason], reason
    if (count > 0)
        print "The slowest tests, in seconds:"
    for (place = 1; place <= 10 && place <= count; place++) {
        slowest = 0
        for (i = 1; i <= count; i++)
            if (!(i in shown) && (slowest == 0 || times[i] > times[slowest]))
                slowest = i
        shown[slowest]
        printf "%8.1f  %s\n", times[slowest], substr(names[slowest], 1, 150)
    }
}
