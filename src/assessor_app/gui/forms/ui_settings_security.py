# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings_security.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QFormLayout, QFrame,
    QHBoxLayout, QLabel, QPushButton, QSizePolicy,
    QSpacerItem, QSpinBox, QVBoxLayout, QWidget)

class Ui_SettingsSecurity(object):
    def setupUi(self, SettingsSecurity):
        if not SettingsSecurity.objectName():
            SettingsSecurity.setObjectName(u"SettingsSecurity")
        SettingsSecurity.resize(720, 600)
        self.outer = QVBoxLayout(SettingsSecurity)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 16, 24, 16)
        self.lock_title = QLabel(SettingsSecurity)
        self.lock_title.setObjectName(u"lock_title")
        self.lock_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.lock_title)

        self.locking = QFrame(SettingsSecurity)
        self.locking.setObjectName(u"locking")
        self.locking.setProperty(u"look", u"panel")
        self.locking_form = QFormLayout(self.locking)
        self.locking_form.setObjectName(u"locking_form")
        self.locking_form.setHorizontalSpacing(24)
        self.locking_form.setVerticalSpacing(12)
        self.locking_form.setContentsMargins(16, 16, 16, 16)
        self.lock_after_label = QLabel(self.locking)
        self.lock_after_label.setObjectName(u"lock_after_label")
        self.lock_after_label.setMinimumSize(QSize(168, 0))

        self.locking_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.lock_after_label)

        self.lock_after = QSpinBox(self.locking)
        self.lock_after.setObjectName(u"lock_after")
        self.lock_after.setMinimumSize(QSize(176, 0))
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.lock_after.sizePolicy().hasHeightForWidth())
        self.lock_after.setSizePolicy(sizePolicy)
        self.lock_after.setMinimum(1)
        self.lock_after.setMaximum(240)
        self.lock_after.setSingleStep(1)

        self.locking_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.lock_after)

        self.allow_pin = QCheckBox(self.locking)
        self.allow_pin.setObjectName(u"allow_pin")

        self.locking_form.setWidget(1, QFormLayout.ItemRole.SpanningRole, self.allow_pin)

        self.allow_screenshots = QCheckBox(self.locking)
        self.allow_screenshots.setObjectName(u"allow_screenshots")

        self.locking_form.setWidget(2, QFormLayout.ItemRole.SpanningRole, self.allow_screenshots)

        self.security_note = QLabel(self.locking)
        self.security_note.setObjectName(u"security_note")
        self.security_note.setWordWrap(True)
        self.security_note.setProperty(u"look", u"quiet")

        self.locking_form.setWidget(3, QFormLayout.ItemRole.SpanningRole, self.security_note)


        self.outer.addWidget(self.locking)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.ways_title = QLabel(SettingsSecurity)
        self.ways_title.setObjectName(u"ways_title")
        self.ways_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.ways_title)

        self.ways = QFrame(SettingsSecurity)
        self.ways.setObjectName(u"ways")
        self.ways.setProperty(u"look", u"panel")
        self.ways_layout = QVBoxLayout(self.ways)
        self.ways_layout.setSpacing(12)
        self.ways_layout.setObjectName(u"ways_layout")
        self.ways_layout.setContentsMargins(16, 16, 16, 16)
        self.ways_buttons = QHBoxLayout()
        self.ways_buttons.setSpacing(8)
        self.ways_buttons.setObjectName(u"ways_buttons")
        self.passphrase = QPushButton(self.ways)
        self.passphrase.setObjectName(u"passphrase")

        self.ways_buttons.addWidget(self.passphrase)

        self.pin = QPushButton(self.ways)
        self.pin.setObjectName(u"pin")

        self.ways_buttons.addWidget(self.pin)

        self.recovery_code = QPushButton(self.ways)
        self.recovery_code.setObjectName(u"recovery_code")

        self.ways_buttons.addWidget(self.recovery_code)

        self.ways_buttons_rest = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ways_buttons.addItem(self.ways_buttons_rest)


        self.ways_layout.addLayout(self.ways_buttons)

        self.ways_note = QLabel(self.ways)
        self.ways_note.setObjectName(u"ways_note")
        self.ways_note.setWordWrap(True)
        self.ways_note.setProperty(u"look", u"quiet")

        self.ways_layout.addWidget(self.ways_note)


        self.outer.addWidget(self.ways)

        self.gap_2 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_2)

        self.access_title = QLabel(SettingsSecurity)
        self.access_title.setObjectName(u"access_title")
        self.access_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.access_title)

        self.access = QFrame(SettingsSecurity)
        self.access.setObjectName(u"access")
        self.access.setProperty(u"look", u"panel")
        self.access_layout = QVBoxLayout(self.access)
        self.access_layout.setSpacing(12)
        self.access_layout.setObjectName(u"access_layout")
        self.access_layout.setContentsMargins(16, 16, 16, 16)
        self.access_buttons = QHBoxLayout()
        self.access_buttons.setSpacing(8)
        self.access_buttons.setObjectName(u"access_buttons")
        self.access_log = QPushButton(self.access)
        self.access_log.setObjectName(u"access_log")

        self.access_buttons.addWidget(self.access_log)

        self.access_buttons_rest = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.access_buttons.addItem(self.access_buttons_rest)


        self.access_layout.addLayout(self.access_buttons)

        self.access_note = QLabel(self.access)
        self.access_note.setObjectName(u"access_note")
        self.access_note.setWordWrap(True)
        self.access_note.setProperty(u"look", u"quiet")

        self.access_layout.addWidget(self.access_note)


        self.outer.addWidget(self.access)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

#if QT_CONFIG(shortcut)
        self.lock_after_label.setBuddy(self.lock_after)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.lock_after, self.allow_pin)
        QWidget.setTabOrder(self.allow_pin, self.allow_screenshots)
        QWidget.setTabOrder(self.allow_screenshots, self.passphrase)
        QWidget.setTabOrder(self.passphrase, self.pin)
        QWidget.setTabOrder(self.pin, self.recovery_code)
        QWidget.setTabOrder(self.recovery_code, self.access_log)

        self.retranslateUi(SettingsSecurity)

        QMetaObject.connectSlotsByName(SettingsSecurity)
    # setupUi

    def retranslateUi(self, SettingsSecurity):
        self.lock_title.setText(QCoreApplication.translate("SettingsSecurity", u"Locking", None))
        self.lock_after_label.setText(QCoreApplication.translate("SettingsSecurity", u"&Lock after", None))
#if QT_CONFIG(accessibility)
        self.lock_after.setAccessibleName(QCoreApplication.translate("SettingsSecurity", u"Minutes without a key or mouse until the window locks", None))
#endif // QT_CONFIG(accessibility)
        self.lock_after.setSuffix(QCoreApplication.translate("SettingsSecurity", u" min", None))
        self.allow_pin.setText(QCoreApplication.translate("SettingsSecurity", u"A short &PIN may unlock", None))
#if QT_CONFIG(accessibility)
        self.allow_pin.setAccessibleName(QCoreApplication.translate("SettingsSecurity", u"A short PIN may unlock", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.allow_pin.setToolTip(QCoreApplication.translate("SettingsSecurity", u"Only where this account has a keychain that keeps half of the secret", None))
#endif // QT_CONFIG(tooltip)
        self.allow_screenshots.setText(QCoreApplication.translate("SettingsSecurity", u"Other programs may take pictures of the &window", None))
#if QT_CONFIG(accessibility)
        self.allow_screenshots.setAccessibleName(QCoreApplication.translate("SettingsSecurity", u"Other programs may take pictures of the window", None))
#endif // QT_CONFIG(accessibility)
        self.security_note.setText(QCoreApplication.translate("SettingsSecurity", u"Evidence shows children. What is chosen here is kept in your profile, not with this computer account.", None))
        self.ways_title.setText(QCoreApplication.translate("SettingsSecurity", u"Ways into this profile", None))
        self.passphrase.setText(QCoreApplication.translate("SettingsSecurity", u"&Change passphrase\u2026", None))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(QCoreApplication.translate("SettingsSecurity", u"Change passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.pin.setText(QCoreApplication.translate("SettingsSecurity", u"P&IN\u2026", None))
#if QT_CONFIG(accessibility)
        self.pin.setAccessibleName(QCoreApplication.translate("SettingsSecurity", u"Set or remove the PIN", None))
#endif // QT_CONFIG(accessibility)
        self.recovery_code.setText(QCoreApplication.translate("SettingsSecurity", u"&Recovery code\u2026", None))
#if QT_CONFIG(accessibility)
        self.recovery_code.setAccessibleName(QCoreApplication.translate("SettingsSecurity", u"Make a recovery code", None))
#endif // QT_CONFIG(accessibility)
        self.ways_note.setText("")
        self.access_title.setText(QCoreApplication.translate("SettingsSecurity", u"Who opened what", None))
        self.access_log.setText(QCoreApplication.translate("SettingsSecurity", u"&Access log\u2026", None))
#if QT_CONFIG(accessibility)
        self.access_log.setAccessibleName(QCoreApplication.translate("SettingsSecurity", u"Access log", None))
#endif // QT_CONFIG(accessibility)
        self.access_note.setText(QCoreApplication.translate("SettingsSecurity", u"Every viewing of evidence is written down and reported to its issuing server.", None))
        pass
    # retranslateUi

